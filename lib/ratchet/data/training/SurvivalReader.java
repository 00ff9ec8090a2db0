package ratchet.data.training;

import java.time.Duration;
import java.util.List;
import ratchet.data.log.ContextStream;
import ratchet.data.log.Execution;
import ratchet.data.log.PricePath;
import ratchet.data.sqlite.Database;
import ratchet.data.training.TrainingReader.EntryReader;
import ratchet.model.ModelName;

/**
 * One row per position. The label is the time from the entry to the stop, which is the first print
 * {@code trailBps} or more below the running peak. It is censored at 60 minutes, or at the last
 * print if the mint has no later one. The features are those of the latest sizing decision within
 * ten minutes before the entry.
 *
 * <p>Outcomes: {@code peak_bps_60m} and {@code mae_bps_60m} are the best and the worst price of the
 * hour against the entry, both as positive basis points. {@code time_to_peak_ms} is the time to
 * that best price, {@code drawdown_to_peak_bps} the deepest fall from the running peak before it.
 * These four are NaN until the hour is over. {@code exit_bps} is the price at the stop, or at the
 * end of observation, against the entry; {@code drawdown_bps} is the deepest fall from the running
 * peak until then.
 */
final class SurvivalReader implements EntryReader {
  static final List<String> LABELS = List.of("duration_seconds", "event");
  static final List<String> OUTCOMES =
      List.of(
          "peak_bps_60m",
          "mae_bps_60m",
          "time_to_peak_ms",
          "drawdown_to_peak_bps",
          "exit_bps",
          "drawdown_bps");
  static final Duration TOLERANCE = Duration.ofMinutes(10);

  private static final long HOUR_MS = Duration.ofMinutes(60).toMillis();
  private static final double BPS = 10_000;

  private final Execution.Span span;
  private final double trailBps;
  private final EntryContext context;
  private final RowCollector rows;

  /**
   * @param span of the execution log
   * @param sink receives the rows, in the order of their mints
   */
  SurvivalReader(
      Database database, ReadOptions options, Execution.Span span, TrainingRowSink sink) {
    this.span = span;
    this.rows = new RowCollector(ModelName.SURVIVAL, LABELS, OUTCOMES, sink);
    this.trailBps = options.trailBps();
    this.context =
        new EntryContext(database, options.asOfMs(), TOLERANCE, ContextStream.Choice.LATEST);
  }

  @Override
  public void entry(PricePath path) {
    if (context.seek(path, rows)) {
      position(path);
    }
  }

  @Override
  public TrainingSummary summary() {
    return rows.summary(span.firstMs(), span.lastMs());
  }

  @Override
  public void close() {
    context.close();
  }

  private void position(PricePath path) {
    int within = path.countWithin(HOUR_MS);
    boolean seenLonger = path.isSeenAfter(within);
    int stop = path.firstStop(trailBps, within);
    boolean stopped = stop < within;
    if (within == 0 && !seenLonger) {
      rows.withoutLabel();
      return;
    }
    long observedMs =
        stopped ? path.elapsedMs(stop) : seenLonger ? HOUR_MS : path.elapsedMs(within - 1);
    int until = stopped ? stop + 1 : within;
    boolean hourOver = span.lastMs() - path.entryMs() >= HOUR_MS;
    double[] outcomes = {
      hourOver ? (path.peakRatio(within) - 1) * BPS : Double.NaN,
      hourOver ? (1 - path.lowestRatio(within)) * BPS : Double.NaN,
      hourOver ? path.timeToPeakMs(within) : Double.NaN,
      hourOver ? path.drawdownToPeakBps(within) : Double.NaN,
      until == 0 ? 0 : path.gainBps(until - 1),
      path.drawdownBps(until)
    };
    rows.add(
        path,
        path.entryMs() + (stopped ? observedMs : HOUR_MS),
        new double[] {observedMs / 1000.0, stopped ? 1 : 0},
        outcomes,
        context.inputs());
  }
}
