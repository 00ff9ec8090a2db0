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
 * One row per mint that was entered. The label: was its liquidity pulled within a day, judged by
 * its prices and never by a model's verdict? The features are those of the first sizing decision
 * within the hour before the entry, because the mint was judged then.
 *
 * <p>A mint whose day is not over has no label, even if it has already fallen: the survivors of the
 * same day are not known yet.
 */
final class RugReader implements EntryReader {
  static final List<String> LABELS = List.of("label_rug");
  static final Duration TOLERANCE = Duration.ofHours(1);

  private static final long DAY_MS = Duration.ofHours(24).toMillis();
  private static final double PULLED_AT = 0.2;

  private final Execution.Span span;
  private final EntryContext context;
  private final RowCollector rows;

  /**
   * @param span of the execution log
   * @param sink receives the rows, in the order of their mints
   */
  RugReader(Database database, ReadOptions options, Execution.Span span, TrainingRowSink sink) {
    this.span = span;
    this.rows = new RowCollector(ModelName.RUGGUARD, LABELS, List.of(), sink);
    this.context =
        new EntryContext(database, options.asOfMs(), TOLERANCE, ContextStream.Choice.FIRST);
  }

  @Override
  public void entry(PricePath path) {
    if (context.seek(path, rows)) {
      found(path);
    }
  }

  private void found(PricePath path) {
    double label = label(path);
    if (span.lastMs() - path.entryMs() < DAY_MS) {
      rows.openWindow();
    } else if (Double.isNaN(label)) {
      rows.withoutLabel();
    } else {
      rows.add(
          path, path.entryMs() + DAY_MS, new double[] {label}, new double[0], context.inputs());
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

  private static double label(PricePath path) {
    if (path.fellTo(PULLED_AT, DAY_MS)) {
      return 1;
    }
    return path.wasAboveAfter(PULLED_AT, DAY_MS) ? 0 : Double.NaN;
  }
}
