package ratchet.data.training;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ratchet.data.log.Attempt;
import ratchet.data.log.AttemptStream;
import ratchet.data.log.BatchSource;
import ratchet.data.log.ContextBatch;
import ratchet.data.log.Execution;
import ratchet.data.log.FillContexts;
import ratchet.data.log.JsonInputs;
import ratchet.data.log.LatestContexts;
import ratchet.data.log.ParsedContexts;
import ratchet.data.log.ReadAhead;
import ratchet.data.log.RouteNumbers;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Journal;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.OrderCheck;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.ModelName;

/**
 * One row per execution attempt of the last 90 days, with the latest {@code fill_preds} context of
 * its route: a merge of two logs in the order of time, of which neither is ever in memory as a
 * whole. Contexts are read and parsed ahead, on a thread and a connection of their own, where the
 * file is in WAL mode and the two connections see the same rows. The logs are taken to lie in the
 * order of time; where that turns out wrong, all is read again, and the logs that do not are
 * sorted.
 *
 * <p>An attempt is logged with its result, so its label is never open. An attempt logged twice
 * (same moment, order and route) is one row.
 */
final class FillReader {
  static final Duration WINDOW = Duration.ofDays(90);

  /** A context older than this says nothing of the attempt any more. */
  static final Duration TOLERANCE = Duration.ofSeconds(60);

  /** When an attempt that did not land was known not to: a blockhash is dead by then. */
  static final Duration UNFILLED_KNOWN_AFTER = Duration.ofSeconds(60);

  static final List<String> LABELS = List.of("y_fill", "y_slip_bps", "y_ttl_ms");

  private static final double[] NO_OUTCOMES = {};

  private final Database database;
  private final LogOrder.Finding finding;
  private final long untilMs;
  private final long lastContextRow;
  private final RowCollector rows;
  private final RouteNumbers routes = new RouteNumbers();
  private final JsonInputs inputs = new JsonInputs("ctx", ContextBatch.NAMES);
  private final double[] labels = new double[LABELS.size()];

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
    try {
      live = finding.of(database, "exec_outcomes", untilMs);
      simulated = finding.of(database, "sim_exec_outcomes", untilMs);
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
              database, live, simulated, untilMs, new TimeWindow(from, to + 1), routes)) {
        // the last attempt takes all contexts of the window, so that the order of each is checked
        merge(attempts, new LatestContexts(contexts));
      }
    }
    return rows.summary(from, to);
  }

  private void merge(AttemptStream attempts, LatestContexts contexts) {
    Attempt previous = null;
    for (Attempt attempt = attempts.next(); attempt != null; attempt = attempts.next()) {
      if (attempt.isLoggedTwice(previous)) {
        rows.duplicate();
      } else {
        contexts.advanceTo(attempt.ms());
        add(attempt, contexts);
      }
      previous = attempt;
    }
  }

  private void add(Attempt attempt, LatestContexts contexts) {
    rows.decision();
    long ms = attempt.ms();
    if (!contexts.isKnown(attempt.route(), ms - TOLERANCE.toMillis())) {
      rows.withoutFeatures();
      return;
    }
    if (!contexts.copyTo(inputs, attempt.route()) || Double.isInfinite(attempt.requestedBps())) {
      rows.malformedFeatures();
      return;
    }
    inputs.set("slippageBps", attempt.requestedBps());
    if (Double.isNaN(attempt.filled())) {
      rows.withoutLabel();
      return;
    }
    labels[0] = attempt.isFilled() ? 1 : 0;
    labels[1] = measured(attempt.slippageBps());
    labels[2] = measured(attempt.timeToLandMs());
    long knownAfterMs = labels[2] >= 0 ? Math.round(labels[2]) : UNFILLED_KNOWN_AFTER.toMillis();
    rows.add(ms, ms + knownAfterMs, attempt.key(), attempt.mint(), labels, NO_OUTCOMES, inputs);
  }

  private static double measured(double logged) {
    return Double.isInfinite(logged) ? Double.NaN : logged;
  }
}
