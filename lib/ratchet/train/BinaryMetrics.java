package ratchet.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.statistics.CalibrationError;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.ProbabilityMetrics;
import ratchet.statistics.RankMetrics;
import ratchet.statistics.RankedRows;
import ratchet.statistics.training.Calibration;
import ratchet.statistics.training.TopRows;

/**
 * Holdout figures of served probabilities with 95 % intervals that count the rows of a mint as one
 * cluster ({@link ClusterEstimate}): AUC, Brier score, log loss, precision at 50, the calibration
 * error over 15 bins of equal count, calibration slope and intercept.
 *
 * @param rows holdout rows with probabilities as scores
 * @param clusters mint and decision time of each row
 * @param suffix end of every metric name, e.g. {@code _10m}; may be empty
 */
record BinaryMetrics(
    RankedRows rows, ClusteredRows clusters, String suffix, MetricCollector collector) {
  private static final int CALIBRATION_BINS = 15;
  private static final int PRECISION_ROWS = 50;
  private static final String ONE_CLASS = "the holdout does not have both classes";
  private static final String NO_ROWS = "the holdout has no labelled row";

  void auc() {
    collector.put(
        "auc" + suffix,
        RankMetrics.auc(rows),
        MeanInterval.share(InfluenceValues.ofAuc(rows), clusters),
        ONE_CLASS);
  }

  /** Also writes the number of independent rows that carries the same information. */
  void brier(String effectiveName) {
    mean("brier", ProbabilityMetrics.squaredErrors(rows.scores(), rows.labels()))
        .ifPresent(brier -> collector.put(effectiveName, brier.effectiveRows()));
  }

  /**
   * @param name {@code logloss}, or {@code pfill_logloss} in a file with several log losses
   */
  void logLoss(String name) {
    mean(name, ProbabilityMetrics.logLosses(rows.scores(), rows.labels()));
  }

  private Optional<ClusterInterval> mean(String name, double[] losses) {
    if (losses.length == 0) {
      collector.issue(name + suffix + " is absent: " + NO_ROWS);
      return Optional.empty();
    }
    Optional<ClusterInterval> interval = MeanInterval.of(losses, clusters);
    double mean = InfluenceValues.ofMean(losses).estimate();
    collector.put(name + suffix, OptionalDouble.of(mean), interval, NO_ROWS);
    return interval;
  }

  void precisionAt50() {
    collector.put(
        "precision_at_50" + suffix,
        RankMetrics.precisionAt(PRECISION_ROWS, rows.scores(), rows.labels()),
        TopRows.precision(PRECISION_ROWS, rows, clusters, ClusterInterval.DEFAULT_LEVEL),
        "the holdout has " + rows.size() + " labelled rows, required " + PRECISION_ROWS);
  }

  void calibration(long seed) {
    CalibrationError error = CalibrationError.of(rows, CALIBRATION_BINS);
    if (error.estimate().isEmpty()) {
      collector.issue("ece" + suffix + " is absent: " + NO_ROWS);
    } else {
      collector.put(
          "ece" + suffix,
          error.estimate().getAsDouble(),
          error.interval(ClusterInterval.DEFAULT_LEVEL, seed, clusters),
          "fewer than two rows in a bin");
    }
    Optional<Calibration> calibration = Calibration.of(rows.scores(), rows.labels());
    if (calibration.isEmpty()) {
      for (String name : List.of("calibration_slope", "calibration_intercept")) {
        collector.issue(
            name
                + suffix
                + " is absent: the probabilities separate the classes of the holdout, or it has one"
                + " class");
      }
    } else {
      InfluenceValues[] influence = calibration.get().influence(rows.scores(), rows.labels());
      around("calibration_slope", influence[1]);
      around("calibration_intercept", influence[0]);
    }
  }

  private void around(String name, InfluenceValues influence) {
    collector.put(
        name + suffix,
        OptionalDouble.of(influence.estimate()),
        ClusterEstimate.of(clusters, influence)
            .map(found -> found.interval(ClusterInterval.DEFAULT_LEVEL)),
        NO_ROWS);
  }
}
