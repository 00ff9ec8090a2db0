package ratchet.data.training;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ratchet.data.log.DecidedAttempts;
import ratchet.data.log.Execution;
import ratchet.data.log.SourceTally;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.TimeWindow;

/**
 * One row per execution attempt of the last 90 days, with the {@code fill_preds} context of its
 * decision ({@link DecidedAttempts}). Each file is read separately ({@link FillLog}) and the
 * attempts are merged ({@link FillLogs}). The logs are assumed to be in order of time; if one is
 * not, all is read again and that log is sorted.
 *
 * <p>The time of a row is that of its decision, or that of the attempt where only a context of the
 * same route is known. An attempt is logged with its result, so its label is never open. An attempt
 * logged twice (same time, order and route) is one row. A simulated row that only repeats a request
 * or a prediction ({@code EchoSources}) is not used.
 */
final class FillReader {
  static final Duration WINDOW = Duration.ofDays(90);

  /** A context older than this is not used for the attempt. */
  static final Duration TOLERANCE = Duration.ofMillis(DecidedAttempts.TOLERANCE_MS);

  /** Time until an attempt is known not to land: its blockhash has expired by then. */
  static final Duration UNFILLED_KNOWN_AFTER = Duration.ofSeconds(60);

  private final Database database;
  private final LogOrder.Finder finder;
  private final long untilMs;
  private final FillRows rows;

  private FillReader(
      Database database, ReadOptions options, TrainingRowSink sink, LogOrder.Finder finder) {
    this.database = database;
    this.finder = finder;
    this.untilMs = options.asOfMs().orElse(Long.MAX_VALUE);
    this.rows = new FillRows(sink);
  }

  /**
   * Reads all rows into the sink, in the order of decision time, then of the key.
   *
   * @param scope of all files, if the database holds only some of them; else empty
   */
  static TrainingSummary read(
      Database database, ReadOptions options, Optional<LogScope> scope, TrainingRowSink sink) {
    return LogOrder.assuming(
        finder -> {
          sink.clear();
          return new FillReader(database, options, sink, finder).read(scope);
        });
  }

  private TrainingSummary read(Optional<LogScope> given) {
    List<FillLog> logs = database.ofParts(part -> new FillLog(part, finder, untilMs));
    LogScope scope = given.orElseGet(() -> scope(logs));
    long from = Math.max(scope.firstMs(), scope.lastMs() - WINDOW.toMillis());
    long to = scope.lastMs();
    if (!scope.isEmpty()) {
      rows.expect(logs.stream().mapToLong(log -> log.attempts(from, to)).sum());
      TimeWindow window = new TimeWindow(from, to + 1);
      FillLogs.read(logs, window, scope, rows);
    }
    return rows.summary(from, to);
  }

  private LogScope scope(List<FillLog> logs) {
    Execution.Span span =
        logs.stream().map(FillLog::span).reduce(Execution.Span::plus).orElseThrow();
    Map<String, SourceTally> simulated = new TreeMap<>();
    database
        .ofParts(part -> SourceTally.of(part, untilMs))
        .forEach(
            own -> own.forEach((name, tally) -> simulated.merge(name, tally, SourceTally::plus)));
    return LogScope.of(span, simulated);
  }
}
