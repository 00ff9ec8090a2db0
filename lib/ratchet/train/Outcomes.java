package ratchet.train;

import java.util.Arrays;
import ratchet.data.training.TrainingSet;
import ratchet.statistics.Bootstrap;
import ratchet.statistics.Quantiles;

/**
 * Averages and medians of what became of positions, with their intervals; rows without the outcome
 * are left out.
 */
final class Outcomes {
  private static final String NONE = "no holdout position has it";
  private static final String FEW = "too few holdout positions have it";

  private Outcomes() {}

  /** {@code name_avg} and {@code name_median}. */
  static void summarise(String name, TrainingSet set, int[] rows, MetricCollector book) {
    mean(name, set, rows, book);
    double[] values = values(name, set, rows);
    if (values.length == 0) {
      book.issue(name + "_median is absent: " + NONE);
    } else {
      book.put(
          name + "_median",
          Quantiles.of(values, 0.5),
          Quantiles.interval(values, 0.5, Bootstrap.DEFAULT_LEVEL),
          FEW);
    }
  }

  /** {@code name_avg}. */
  static void mean(String name, TrainingSet set, int[] rows, MetricCollector book) {
    double[] values = values(name, set, rows);
    if (values.length == 0) {
      book.issue(name + "_avg is absent: " + NONE);
    } else {
      book.put(
          name + "_avg",
          Arrays.stream(values).average().orElseThrow(),
          MeanInterval.signed(values),
          FEW);
    }
  }

  private static double[] values(String name, TrainingSet set, int[] rows) {
    double[] column = set.outcome(name);
    return Arrays.stream(rows)
        .mapToDouble(row -> column[row])
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }
}
