package ratchet.train;

import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.evaluate.Bootstrap;
import ratchet.evaluate.Calibration;
import ratchet.evaluate.DeLong;
import ratchet.evaluate.Interval;
import ratchet.evaluate.ProbabilityMetrics;
import ratchet.evaluate.RankMetrics;
import ratchet.evaluate.ResampledStatistic;

/**
 * Holdout figures of served probabilities: AUC with DeLong's interval, Brier score and log loss
 * (means of the rows' losses) with a normal one, precision at 50 with a bootstrap one, the
 * calibration error over 15 bins of equal count, calibration slope and intercept.
 *
 * @param suffix of every name, e.g. {@code _10m}; may be empty
 */
record BinaryMetrics(double[] probabilities, double[] labels, String suffix, MetricBook book) {
  private static final int CALIBRATION_BINS = 15;
  private static final int PRECISION_ROWS = 50;
  private static final String ONE_CLASS = "the holdout does not have both classes";
  private static final String NO_ROWS = "the holdout has no labelled row";

  void auc() {
    book.put(
        "auc" + suffix,
        RankMetrics.auc(probabilities, labels),
        DeLong.auc(probabilities, labels, Bootstrap.DEFAULT_LEVEL),
        ONE_CLASS);
  }

  void brier() {
    mean("brier", ProbabilityMetrics.squaredErrors(probabilities, labels));
  }

  /**
   * @param name {@code logloss}, or {@code pfill_logloss} where a file knows several
   */
  void logLoss(String name) {
    mean(name, ProbabilityMetrics.logLosses(probabilities, labels));
  }

  private void mean(String name, double[] losses) {
    if (losses.length == 0) {
      book.issue(name + suffix + " is absent: " + NO_ROWS);
      return;
    }
    Optional<Interval> interval = MeanInterval.of(losses);
    OptionalDouble mean =
        interval.isPresent()
            ? OptionalDouble.of(interval.get().estimate())
            : OptionalDouble.of(losses[0]);
    book.put(name + suffix, mean, interval, NO_ROWS);
  }

  void precisionAt50(long seed) {
    String name = "precision_at_50" + suffix;
    OptionalDouble precision = RankMetrics.precisionAt(PRECISION_ROWS, probabilities, labels);
    Optional<Interval> interval =
        precision.isEmpty()
            ? Optional.empty()
            : Bootstrap.seeded(seed)
                .interval(
                    labels.length,
                    ResampledStatistic.precisionAt(PRECISION_ROWS, probabilities, labels));
    book.put(
        name,
        precision,
        interval,
        "the holdout has " + labels.length + " labelled rows, required " + PRECISION_ROWS);
  }

  void calibration() {
    book.put(
        "ece" + suffix,
        ProbabilityMetrics.expectedCalibrationError(probabilities, labels, CALIBRATION_BINS),
        NO_ROWS);
    Optional<Calibration> calibration = Calibration.of(probabilities, labels);
    if (calibration.isEmpty()) {
      book.issue(
          "calibration_slope"
              + suffix
              + " is absent: the holdout's classes are separated, or there is only one");
    } else {
      book.put("calibration_slope" + suffix, calibration.get().slope());
      book.put("calibration_intercept" + suffix, calibration.get().intercept());
    }
  }
}
