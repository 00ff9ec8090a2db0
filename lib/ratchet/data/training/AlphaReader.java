package ratchet.data.training;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import ratchet.data.log.ContextStream;
import ratchet.data.log.Execution;
import ratchet.data.log.JsonInputs;
import ratchet.data.log.PricePath;
import ratchet.data.sqlite.Database;
import ratchet.data.training.TrainingReader.EntryReader;
import ratchet.features.Features;
import ratchet.model.ModelName;

/**
 * One row per mint that was entered. The labels: did the price rise by 5 % within 10 minutes, and
 * by 15 % within 60? The features are those of the latest score at or before the entry.
 *
 * <p>A horizon whose window reaches past the end of the data has no label, even if the price has
 * already risen: with only the early winners labelled, every new mint would look like a winner.
 */
final class AlphaReader implements EntryReader {
  static final List<String> LABELS = List.of("y_payoff_10m", "y_payoff_60m");
  static final Duration TOLERANCE = Duration.ofMinutes(10);

  private static final long SHORT_MS = Duration.ofMinutes(10).toMillis();
  private static final long LONG_MS = Duration.ofMinutes(60).toMillis();
  private static final double SHORT_GAIN = 0.05;
  private static final double LONG_GAIN = 0.15;
  private static final List<String> RAW =
      List.of(
          "buys60",
          "sells60",
          "uniques60",
          "lpSol",
          "spreadBps",
          "ageSec",
          "rugProb",
          "authorQualityMean",
          "authorQualityTop",
          "authorMentions",
          "lunarBoost");

  private final Execution.Span span;
  private final ContextStream scores;
  private final JsonInputs inputs = new JsonInputs("", names());
  private final RowCollector rows;

  /**
   * @param span of the execution log
   * @param sink receives the rows, in the order of their mints
   */
  AlphaReader(Database database, ReadOptions options, Execution.Span span, TrainingRowSink sink) {
    this.span = span;
    this.rows = new RowCollector(ModelName.ALPHA, LABELS, List.of(), sink);
    this.scores =
        ContextStream.open(
            database,
            "scores",
            ContextStream.EVERY_ROW,
            "features_json",
            "score",
            options.asOfMs(),
            TOLERANCE,
            ContextStream.Choice.LATEST);
  }

  @Override
  public void entry(PricePath path) {
    rows.decision();
    if (!scores.seek(path.mint(), path.entryMs())) {
      rows.withoutFeatures(scores);
      return;
    }
    if (!inputs.read(scores.json())) {
      rows.malformedFeatures();
      return;
    }
    long openMs = span.lastMs() - path.entryMs();
    if (openMs < SHORT_MS) {
      rows.openWindow();
      return;
    }
    boolean longClosed = openMs >= LONG_MS;
    double[] labels = {
      path.gained(SHORT_GAIN, SHORT_MS) ? 1 : 0,
      longClosed ? (path.gained(LONG_GAIN, LONG_MS) ? 1 : 0) : Double.NaN
    };
    long labelEnd = path.entryMs() + (longClosed ? LONG_MS : SHORT_MS);
    rows.add(path, labelEnd, labels, new double[0], inputs);
  }

  @Override
  public TrainingSummary summary() {
    return rows.summary(span.firstMs(), span.lastMs());
  }

  @Override
  public void close() {
    scores.close();
  }

  private static List<String> names() {
    return Stream.concat(Features.of(ModelName.ALPHA).names().stream(), RAW.stream()).toList();
  }
}
