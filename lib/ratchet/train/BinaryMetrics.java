package ratchet.train;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.statistics.Bootstrap;
import ratchet.statistics.Calibration;
import ratchet.statistics.CalibrationError;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.Interval;
import ratchet.statistics.NormalDistribution;
import ratchet.statistics.ProbabilityMetrics;
import ratchet.statistics.RankMetrics;
import ratchet.statistics.RankedRows;
import ratchet.statistics.ResampledStatistic;

/**
 * Holdout figures of served probabilities: AUC with DeLong's interval, Brier score and log loss
 * (means of the rows' losses) with a normal one, precision at 50 with a bootstrap one, the
 * calibration error over 15 bins of equal count with a bootstrap one, calibration slope and
 * intercept with those of maximum likelihood.
 *
 * @param rows scored by probabilities
 * @param suffix of every name, e.g. {@code _10m}; may be empty
 */
record BinaryMetrics(RankedRows rows, String suffix, MetricCollector book) {
  private static final int CALIBRATION_BINS = 15;
  private static final int PRECISION_ROWS = 50;
  private static final String ONE_CLASS = "the holdout does not have both classes";
  private static final String NO_ROWS = "the holdout has no labelled row";

  void auc() {
    book.put(
        "auc" + suffix,
        RankMetrics.auc(rows),
        InfluenceValues.ofAuc(rows.scores(), rows.labels())
            .flatMap(auc -> ClusterEstimate.of(ClusteredRows.independent(rows.size()), auc))
            .map(auc -> auc.shareInterval(Bootstrap.DEFAULT_LEVEL).bounds()),
        ONE_CLASS);
  }

  void brier() {
    mean("brier", ProbabilityMetrics.squaredErrors(rows.scores(), rows.labels()));
  }

  /**
   * @param name {@code logloss}, or {@code pfill_logloss} where a file knows several
   */
  void logLoss(String name) {
    mean(name, ProbabilityMetrics.logLosses(rows.scores(), rows.labels()));
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
    OptionalDouble precision =
        RankMetrics.precisionAt(PRECISION_ROWS, rows.scores(), rows.labels());
    Optional<Interval> interval =
        precision.isEmpty()
            ? Optional.empty()
            : Bootstrap.seeded(seed)
                .interval(
                    rows.size(),
                    ResampledStatistic.precisionAt(PRECISION_ROWS, rows.scores(), rows.labels()));
    book.put(
        name,
        precision,
        interval,
        "the holdout has " + rows.size() + " labelled rows, required " + PRECISION_ROWS);
  }

  void calibration(long seed) {
    CalibrationError error = CalibrationError.of(rows, CALIBRATION_BINS);
    if (error.estimate().isEmpty()) {
      book.issue("ece" + suffix + " is absent: " + NO_ROWS);
    } else {
      book.put(
          "ece" + suffix,
          error.estimate().getAsDouble(),
          error.interval(Bootstrap.DEFAULT_LEVEL, seed),
          "fewer than two rows in a bin");
    }
    Optional<Calibration> calibration = Calibration.of(rows.scores(), rows.labels());
    if (calibration.isEmpty()) {
      for (String name : List.of("calibration_slope", "calibration_intercept")) {
        book.issue(
            name
                + suffix
                + " is absent: the holdout's classes are separated, or there is only one");
      }
    } else {
      double[] errors = calibration.get().standardErrors(rows.scores());
      book.put("calibration_slope" + suffix, around(calibration.get().slope(), errors[1]));
      book.put("calibration_intercept" + suffix, around(calibration.get().intercept(), errors[0]));
    }
  }

  private static Interval around(double estimate, double standardError) {
    double half = NormalDistribution.twoSidedQuantile(Bootstrap.DEFAULT_LEVEL) * standardError;
    return new Interval(estimate, estimate - half, estimate + half);
  }
}
