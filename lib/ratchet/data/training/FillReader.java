package ratchet.data.training;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import ratchet.data.log.Attempt;
import ratchet.data.log.AttemptFacts;
import ratchet.data.log.AttemptStream;
import ratchet.data.log.BatchSource;
import ratchet.data.log.ContextBatch;
import ratchet.data.log.DecidedAttempt;
import ratchet.data.log.DecidedAttempt.Match;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.log.DecisionTally;
import ratchet.data.log.EchoSources;
import ratchet.data.log.Execution;
import ratchet.data.log.FillContexts;
import ratchet.data.log.JsonInputs;
import ratchet.data.log.ParsedContexts;
import ratchet.data.log.ReadAhead;
import ratchet.data.log.RecentContexts;
import ratchet.data.log.RouteNumbers;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Journal;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.OrderCheck;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.ModelName;

/**
 * One row per execution attempt of the last 90 days, with the {@code fill_preds} context that it
 * was decided with ({@link DecidedAttempts}): a merge of two logs in the order of time, of which
 * neither is ever in memory as a whole. Contexts are read and parsed ahead, on a thread and a
 * connection of their own, where the file is in WAL mode and the two connections see the same rows.
 * The logs are taken to lie in the order of time; where that turns out wrong, all is read again,
 * and the logs that do not are sorted.
 *
 * <p>The decision time of a row is its decision's; where only a context of the same route is known,
 * it is the attempt's own. An attempt is logged with its result, so its label is never open. An
 * attempt logged twice (same moment, order and route) is one row. A simulated row that only repeats
 * what was asked or predicted ({@link EchoSources}) is none.
 */
final class FillReader {
  static final Duration WINDOW = Duration.ofDays(90);

  /** A context older than this says nothing of the attempt any more. */
  static final Duration TOLERANCE = Duration.ofMillis(DecidedAttempts.TOLERANCE_MS);

  /** When an attempt that did not land was known not to: a blockhash is dead by then. */
  static final Duration UNFILLED_KNOWN_AFTER = Duration.ofSeconds(60);

  static final List<String> LABELS = List.of("y_fill", "y_slip_bps", "y_ttl_ms");

  private static final double[] NO_OUTCOMES = {};

  private static final Comparator<DecidedAttempt> IN_ORDER =
      Comparator.comparingLong(DecidedAttempt::decisionMs)
          .thenComparing(decided -> decided.attempt().key(), Arrays::compareUnsigned)
          .thenComparingLong(decided -> decided.attempt().ms());

  private final Database database;
  private final LogOrder.Finding finding;
  private final long untilMs;
  private final long lastContextRow;
  private final RowCollector rows;
  private final RouteNumbers routes = new RouteNumbers();
  private final JsonInputs inputs = new JsonInputs("ctx", ContextBatch.NAMES);
  private final double[] labels = new double[LABELS.size()];

  /** Read and not handed on: one that was decided earlier may come yet. */
  private final PriorityQueue<DecidedAttempt> ahead = new PriorityQueue<>(IN_ORDER);

  /** Known once the order of both logs of attempts is; contexts may be asked for before. */
  private final CompletableFuture<Execution.Span> span = new CompletableFuture<>();

  private FillReader(
      Database database, ReadOptions options, TrainingRowSink sink, LogOrder.Finding finding) {
    this.database = database;
    this.finding = finding;
    this.lastContextRow = FillContexts.lastRow(database);
    this.untilMs = options.asOfMs().orElse(Long.MAX_VALUE);
    this.rows = new RowCollector(ModelName.FILLNET, LABELS, List.of(), sink);
  }

  /** Reads all rows into the sink, in the order of decision time, then of the key. */
  static TrainingSummary read(Database database, ReadOptions options, TrainingRowSink sink) {
    try {
      return new FillReader(database, options, sink, LogOrder::assumed).read();
    } catch (OrderCheck.NotInOrder e) {
      // a log that several services write is so from its first rows on: little was read in vain;
      // where one row came late in the end, it was all, which sorting takes longer than anyway
      sink.clear();
      return new FillReader(database, options, sink, LogOrder::of).read();
    }
  }

  private TrainingSummary read() {
    if (!Journal.of(database).mode().equals("wal")) {
      // without a log, a writer that waits for this reader would let no other in
      return readAlone();
    }
    try (Database beside = Database.openReadOnly(database.file())) {
      return FillContexts.areTheSame(database, beside) ? readAhead(beside) : readAlone();
    }
  }

  private TrainingSummary readAlone() {
    try (BatchSource<ContextBatch> contexts = new ParsedContexts(contexts(database))) {
      return read(contexts);
    }
  }

  /** Reading and parsing contexts takes longer than all the rest: each has a thread. */
  private TrainingSummary readAhead(Database beside) {
    try (BatchSource<ContextBatch> contexts =
        new ReadAhead<>(
            "parse-contexts",
            () -> new ParsedContexts(new ReadAhead<>("read-contexts", () -> contexts(beside))))) {
      return read(contexts);
    }
  }

  private FillContexts contexts(Database source) {
    return new FillContexts(source, finding, routes, lastContextRow, untilMs, this::contextWindow);
  }

  private TimeWindow contextWindow() {
    Execution.Span known = span.join();
    return new TimeWindow(firstMs(known) - TOLERANCE.toMillis(), known.lastMs() + 1);
  }

  private static long firstMs(Execution.Span span) {
    return Math.max(span.firstMs(), span.lastMs() - WINDOW.toMillis());
  }

  private TrainingSummary read(BatchSource<ContextBatch> contexts) {
    LogOrder live;
    LogOrder simulated;
    EchoSources echoes;
    try {
      live = finding.of(database, "exec_outcomes", untilMs);
      simulated = finding.of(database, "sim_exec_outcomes", untilMs);
      echoes = EchoSources.of(database, untilMs);
      span.complete(Execution.Span.of(live, simulated));
    } finally {
      // whoever waits for it must not wait for what has failed
      span.cancel(false);
    }
    Execution.Span known = span.join();
    long from = firstMs(known);
    long to = known.lastMs();
    if (!known.isEmpty()) {
      boolean areAllWanted = from == known.firstMs() && untilMs == Long.MAX_VALUE;
      rows.expect(
          areAllWanted ? Execution.attempts(database) : Execution.attempts(database, from, to));
      try (AttemptStream attempts =
          AttemptStream.open(
              database, live, simulated, echoes, untilMs, new TimeWindow(from, to + 1), routes)) {
        merge(attempts, contexts, new DecisionTally(to - TOLERANCE.toMillis()));
      }
    }
    return rows.summary(from, to);
  }

  private void merge(
      AttemptStream attempts, BatchSource<ContextBatch> contexts, DecisionTally tally) {
    DecidedAttempts decided = new DecidedAttempts(attempts, new RecentContexts(contexts, tally));
    for (DecidedAttempt next = decided.next(); next != null; next = decided.next()) {
      // whatever comes after it was decided no more than a minute before it
      hand(next.attempt().ms() - TOLERANCE.toMillis());
      ahead.add(next);
    }
    hand(Long.MAX_VALUE);
    rows.attempts(facts(decided, attempts, tally), decided.duplicates());
  }

  private static AttemptFacts facts(
      DecidedAttempts decided, AttemptStream attempts, DecisionTally tally) {
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

  /** Hands on what was decided before a moment. */
  private void hand(long beforeMs) {
    while (!ahead.isEmpty() && ahead.peek().decisionMs() < beforeMs) {
      add(ahead.remove());
    }
  }

  private void add(DecidedAttempt decided) {
    rows.decision();
    Attempt attempt = decided.attempt();
    if (decided.match() == Match.NONE) {
      rows.withoutFeatures();
      return;
    }
    if (!decided.isUsable() || Double.isInfinite(attempt.requestedBps())) {
      rows.malformedFeatures();
      return;
    }
    inputs.setAll(decided.values());
    inputs.set("slippageBps", attempt.requestedBps());
    if (Double.isNaN(attempt.filled())) {
      rows.withoutLabel();
      return;
    }
    labels[0] = attempt.isFilled() ? 1 : 0;
    labels[1] = measured(attempt.slippageBps());
    labels[2] = measured(attempt.timeToLandMs());
    rows.add(
        decided.decisionMs(),
        knownMs(decided),
        attempt.key(),
        attempt.mint(),
        labels,
        NO_OUTCOMES,
        inputs);
  }

  /**
   * When the label was known. An attempt is logged when it landed or failed; one of an unknown
   * decision perhaps when it was sent, as old imports have it.
   */
  private long knownMs(DecidedAttempt decided) {
    long ms = decided.attempt().ms();
    long landedMs = labels[2] >= 0 ? Math.round(labels[2]) : 0;
    if (decided.isOwn()) {
      return Math.max(ms, decided.decisionMs() + landedMs);
    }
    return ms + (labels[2] >= 0 ? landedMs : UNFILLED_KNOWN_AFTER.toMillis());
  }

  private static double measured(double logged) {
    return Double.isInfinite(logged) ? Double.NaN : logged;
  }
}
