package ratchet.train;

import java.util.Arrays;
import ratchet.data.training.ChronologicalSplit;

/** Mean and standard deviation of a figure over walk-forward folds. */
final class WalkForward {
  private static final int MIN_FOLDS = 2;

  private WalkForward() {}

  /**
   * Adds {@code name_cv_mean} and {@code name_cv_sd} (n - 1 in the denominator). If they are
   * computed from fewer folds than the provenance names, it adds an issue; no gate depends on it.
   *
   * @param values by fold, for the folds in which the figure can be computed
   */
  static void summarise(String name, double[] values, MetricCollector collector) {
    if (values.length < MIN_FOLDS) {
      collector.issue(
          String.format(
              "%s_cv_mean is absent: %d of %d walk-forward folds can be evaluated, required %d",
              name, values.length, ChronologicalSplit.FOLDS, MIN_FOLDS));
      return;
    }
    if (values.length < ChronologicalSplit.FOLDS) {
      collector.issue(
          String.format(
              "%s_cv_mean is over %d of %d walk-forward folds: the others have too few rows, or too"
                  + " few of a class, to be fitted or evaluated",
              name, values.length, ChronologicalSplit.FOLDS));
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    collector.put(name + "_cv_mean", mean);
    collector.put(name + "_cv_sd", Math.sqrt(squares / (values.length - 1)));
  }
}
