package ratchet.data.training;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import ratchet.data.log.AttemptFacts;
import ratchet.data.log.AttemptStream;
import ratchet.data.log.BatchSource;
import ratchet.data.log.ContextBatch;
import ratchet.data.log.ContextBatch.ParsedContexts;
import ratchet.data.log.DecidedAttempt;
import ratchet.data.log.DecidedAttempt.Match;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.log.EchoSources;
import ratchet.data.log.Execution;
import ratchet.data.log.FillContexts;
import ratchet.data.log.ReadAhead;
import ratchet.data.log.RouteNumbers;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Journal;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.TimeWindow;

/**
 * The attempts of one file with the contexts that they were decided with, in the order of decision
 * time, then of the key: a merge of two logs in the order of time, of which neither is ever in
 * memory as a whole. Contexts are read and parsed ahead, on a thread and a connection of their own,
 * where the file is in WAL mode and the two connections see the same rows.
 */
final class FillLog {
  /** How attempts follow each other, in one file and in several. */
  static final Comparator<DecidedAttempt> IN_ORDER =
      Comparator.comparingLong(DecidedAttempt::decisionMs)
          .thenComparing(decided -> decided.attempt().key(), Arrays::compareUnsigned)
          .thenComparingLong(decided -> decided.attempt().ms());

  private final Database database;
  private final LogOrder.Finding finding;
  private final long untilMs;
  private final long lastContextRow;
  private final LogOrder live;
  private final LogOrder simulated;

  /**
   * Finds the order of the logs of attempts.
   *
   * @param database one file
   * @param finding of the logs' order
   * @param untilMs nothing later counts
   */
  FillLog(Database database, LogOrder.Finding finding, long untilMs) {
    this.database = database;
    this.finding = finding;
    this.untilMs = untilMs;
    lastContextRow = FillContexts.lastRow(database);
    live = finding.of(database, "exec_outcomes", untilMs);
    simulated = finding.of(database, "sim_exec_outcomes", untilMs);
  }

  /** Of the attempts of this file. */
  Execution.Span span() {
    return Execution.Span.of(live, simulated);
  }

  /**
   * How many attempts there may be in a window.
   *
   * @param toMs last moment within
   */
  long attempts(long fromMs, long toMs) {
    boolean areAllWanted = fromMs <= span().firstMs() && untilMs == Long.MAX_VALUE;
    return areAllWanted ? Execution.attempts(database) : Execution.attempts(database, fromMs, toMs);
  }

  /**
   * Opens the attempts of a window.
   *
   * @param echoes sources whose rows are left out
   * @param listener told, on this thread, how they are brought together with their decisions
   * @throws ratchet.data.sqlite.OrderCheck.NotInOrder when a log does not have the order that was
   *     assumed of it; so does reading on
   */
  Reading open(TimeWindow window, EchoSources echoes, DecidedAttempts.Listener listener) {
    RouteNumbers routes = new RouteNumbers();
    // to the end: a decision that comes after all attempts has none yet
    TimeWindow ofContexts =
        new TimeWindow(
            window.fromMs() - DecidedAttempts.TOLERANCE_MS,
            untilMs == Long.MAX_VALUE ? untilMs : untilMs + 1);
    boolean areAllAttempts = window.fromMs() <= span().firstMs();
    listener.begin(
        areAllAttempts ? ofContexts : new TimeWindow(window.fromMs(), ofContexts.toMs()));
    Contexts contexts = contexts(routes, ofContexts);
    try {
      AttemptStream attempts =
          AttemptStream.open(database, live, simulated, echoes, untilMs, window, routes);
      return new Reading(
          contexts,
          attempts,
          new DecisionTally(window.toMs() - 1 - DecidedAttempts.TOLERANCE_MS, listener));
    } catch (RuntimeException e) {
      contexts.close();
      throw e;
    }
  }

  /** Where contexts come from, and the connection that is closed after them. */
  private record Contexts(BatchSource<ContextBatch> source, Runnable closing)
      implements AutoCloseable {
    @Override
    public void close() {
      try {
        source.close();
      } finally {
        closing.run();
      }
    }
  }

  private Contexts contexts(RouteNumbers routes, TimeWindow window) {
    // without a log, a writer that waits for this reader would let no other in
    if (Journal.of(database).mode().equals("wal")) {
      Database beside = Database.openReadOnly(database.file());
      if (FillContexts.areTheSame(database, beside)) {
        // reading and parsing contexts takes longer than all the rest: each has a thread
        return new Contexts(
            new ReadAhead<>(
                "parse-contexts",
                () ->
                    new ParsedContexts(
                        new ReadAhead<>("read-contexts", () -> logged(beside, routes, window)))),
            beside::close);
      }
      beside.close();
    }
    return new Contexts(new ParsedContexts(logged(database, routes, window)), () -> {});
  }

  private FillContexts logged(Database source, RouteNumbers routes, TimeWindow window) {
    return new FillContexts(source, finding, routes, lastContextRow, untilMs, () -> window);
  }

  /** The attempts of a window, one after the other. */
  static final class Reading implements AutoCloseable {
    private final Contexts contexts;
    private final AttemptStream attempts;
    private final DecisionTally tally;
    private final DecidedAttempts decided;

    /** Read and not handed on: one that was decided earlier may come yet. */
    private final PriorityQueue<DecidedAttempt> ahead = new PriorityQueue<>(IN_ORDER);

    /** Whatever is still to come was decided no earlier. */
    private long decidedFromMs = Long.MIN_VALUE;

    private Reading(Contexts contexts, AttemptStream attempts, DecisionTally tally) {
      this.contexts = contexts;
      this.attempts = attempts;
      this.tally = tally;
      decided = new DecidedAttempts(attempts, contexts.source, tally);
    }

    /**
     * The next attempt; null when there is none any more.
     *
     * @throws ratchet.data.sqlite.OrderCheck.NotInOrder when a log does not have the order that was
     *     assumed of it
     */
    DecidedAttempt next() {
      while (decidedFromMs != Long.MAX_VALUE
          && (ahead.isEmpty() || ahead.peek().decisionMs() >= decidedFromMs)) {
        DecidedAttempt next = decided.next();
        if (next == null) {
          decidedFromMs = Long.MAX_VALUE;
        } else {
          decidedFromMs = next.attempt().ms() - DecidedAttempts.TOLERANCE_MS;
          ahead.add(next);
        }
      }
      return ahead.poll();
    }

    /** How the attempts so far were brought together with their decisions. */
    AttemptFacts facts() {
      return new AttemptFacts(
          decided.count(Match.AMOUNT),
          decided.count(Match.ELIMINATION),
          decided.count(Match.ROUTE),
          attempts.echoes(EchoSources.Kind.ECHO_BY_SOURCE),
          attempts.echoes(EchoSources.Kind.ECHO_BY_DATA),
          tally.decisions(),
          tally.notByAmount(),
          tally.byNobody(),
          decided.malformedContexts());
    }

    /** Attempts so far that were logged again. */
    long duplicates() {
      return decided.duplicates();
    }

    @Override
    public void close() {
      try {
        attempts.close();
      } finally {
        contexts.close();
      }
    }
  }

  /** Counts the decisions of {@code fill_preds} that tell an amount, by who took them. */
  static final class DecisionTally implements DecidedAttempts.Listener {
    private final long untilMs;
    private final DecidedAttempts.Listener listener;
    private long decisions;
    private long notByAmount;
    private long byNobody;

    /**
     * @param untilMs later decisions are not counted: their attempts may not be logged yet
     * @param listener told the same
     */
    public DecisionTally(long untilMs, DecidedAttempts.Listener listener) {
      this.untilMs = untilMs;
      this.listener = listener;
    }

    @Override
    public void decided(DecidedAttempt attempt) {
      listener.decided(attempt);
    }

    @Override
    public void decision(
        long ms, double amount, boolean isTakenByAmount, boolean isTakenByElimination) {
      listener.decision(ms, amount, isTakenByAmount, isTakenByElimination);
      if (ms <= untilMs) {
        decisions++;
        notByAmount += isTakenByAmount ? 0 : 1;
        byNobody += isTakenByAmount || isTakenByElimination ? 0 : 1;
      }
    }

    public long decisions() {
      return decisions;
    }

    /** Those at an amount that no attempt has. */
    public long notByAmount() {
      return notByAmount;
    }

    /** Those of them that no failed attempt took by elimination either. */
    public long byNobody() {
      return byNobody;
    }
  }
}
