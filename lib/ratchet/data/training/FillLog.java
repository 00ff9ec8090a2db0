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
 * The attempts of one file with the contexts of their decisions, in the order of decision time,
 * then of the key. Two logs are merged in order of time; neither is ever in memory as a whole.
 * Contexts are read and parsed ahead, on a thread and a connection of their own, if the file is in
 * WAL mode and both connections see the same rows.
 */
final class FillLog {
  /** The order of attempts, in one file and in several. */
  static final Comparator<DecidedAttempt> IN_ORDER =
      Comparator.comparingLong(DecidedAttempt::decisionMs)
          .thenComparing(decided -> decided.attempt().key(), Arrays::compareUnsigned)
          .thenComparingLong(decided -> decided.attempt().ms());

  private final Database database;
  private final LogOrder.Finder finder;
  private final long untilMs;
  private final long lastContextRow;
  private final LogOrder live;
  private final LogOrder simulated;

  /**
   * Finds the order of the logs of attempts.
   *
   * @param database one file
   * @param finder of the logs' order
   * @param untilMs later rows are ignored
   */
  FillLog(Database database, LogOrder.Finder finder, long untilMs) {
    this.database = database;
    this.finder = finder;
    this.untilMs = untilMs;
    lastContextRow = FillContexts.lastRow(database);
    live = finder.of(database, "exec_outcomes", untilMs);
    simulated = finder.of(database, "sim_exec_outcomes", untilMs);
  }

  /** The time range of this file's attempts. */
  Execution.Span span() {
    return Execution.Span.of(live, simulated);
  }

  /**
   * The most attempts that there can be in a window.
   *
   * @param toMs last millisecond of the window
   */
  long attempts(long fromMs, long toMs) {
    boolean areAllWanted = fromMs <= span().firstMs() && untilMs == Long.MAX_VALUE;
    return areAllWanted ? Execution.attempts(database) : Execution.attempts(database, fromMs, toMs);
  }

  /**
   * Opens the attempts of a window.
   *
   * @param echoes sources whose rows are left out
   * @param listener receives, on this thread, how attempts are matched with their decisions
   * @throws ratchet.data.sqlite.OrderCheck.NotInOrder when a log is not in the order that was
   *     assumed; later reads throw it too
   */
  Reading open(TimeWindow window, EchoSources echoes, DecidedAttempts.Listener listener) {
    RouteNumbers routes = new RouteNumbers();
    // to the end: a decision after all attempts has no attempt yet
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

  /** The source of contexts, and the connection that is closed after it. */
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
    // in other journal modes, a writer that waits for this reader blocks a new connection
    if (Journal.of(database).mode().equals("wal")) {
      Database beside = Database.openReadOnly(database.file());
      if (FillContexts.areTheSame(database, beside)) {
        // reading and parsing contexts take longer than all other work: each has a thread
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
    return new FillContexts(source, finder, routes, lastContextRow, untilMs, () -> window);
  }

  /** The attempts of a window, one at a time. */
  static final class Reading implements AutoCloseable {
    private final Contexts contexts;
    private final AttemptStream attempts;
    private final DecisionTally tally;
    private final DecidedAttempts decided;

    /** Attempts that were read but not returned: one with an earlier decision may follow. */
    private final PriorityQueue<DecidedAttempt> ahead = new PriorityQueue<>(IN_ORDER);

    /** No decision of an attempt that follows is earlier than this. */
    private long decidedFromMs = Long.MIN_VALUE;

    private Reading(Contexts contexts, AttemptStream attempts, DecisionTally tally) {
      this.contexts = contexts;
      this.attempts = attempts;
      this.tally = tally;
      decided = new DecidedAttempts(attempts, contexts.source, tally);
    }

    /**
     * The next attempt; null at the end.
     *
     * @throws ratchet.data.sqlite.OrderCheck.NotInOrder when a log is not in the order that was
     *     assumed
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

    /** How the attempts so far were matched with their decisions. */
    AttemptFacts facts() {
      return new AttemptFacts(
          decided.count(Match.AMOUNT),
          decided.count(Match.ELIMINATION),
          decided.count(Match.ROUTE),
          attempts.echoes(EchoSources.Kind.ECHO_BY_SOURCE),
          attempts.echoes(EchoSources.Kind.ECHO_BY_DATA),
          tally.decisions(),
          tally.notByAmount(),
          tally.unmatched(),
          decided.malformedContexts());
    }

    /** The number of attempts so far that were logged twice. */
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

  /**
   * Counts the decisions of {@code fill_preds} with an amount, by how an attempt was matched to
   * them.
   */
  static final class DecisionTally implements DecidedAttempts.Listener {
    private final long untilMs;
    private final DecidedAttempts.Listener listener;
    private long decisions;
    private long notByAmount;
    private long unmatched;

    /**
     * @param untilMs later decisions are not counted: their attempts may not be logged yet
     * @param listener receives the same calls
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
        unmatched += isTakenByAmount || isTakenByElimination ? 0 : 1;
      }
    }

    public long decisions() {
      return decisions;
    }

    /** Decisions that no attempt was matched to by amount. */
    public long notByAmount() {
      return notByAmount;
    }

    /** Decisions that no attempt was matched to, neither by amount nor by elimination. */
    public long unmatched() {
      return unmatched;
    }
  }
}
