package ratchet.train;

import java.util.Arrays;
import ratchet.data.ChronologicalSplit;

/** Mean and standard deviation of a figure over walk-forward folds. */
final class WalkForward {
  private static final int MIN_FOLDS = 2;

  private WalkForward() {}

  /**
   * Writes {@code name_cv_mean} and {@code name_cv_sd} (n - 1 in the denominator).
   *
   * @param values of the folds that give the figure
   */
  static void summarise(String name, double[] values, MetricBook book) {
    if (values.length < MIN_FOLDS) {
      book.issue(
          String.format(
              "%s_cv_mean is absent: %d of %d walk-forward folds can be judged, required %d",
              name, values.length, ChronologicalSplit.FOLDS, MIN_FOLDS));
      return;
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    book.put(name + "_cv_mean", mean);
    book.put(name + "_cv_sd", Math.sqrt(squares / (values.length - 1)));
  }
}
