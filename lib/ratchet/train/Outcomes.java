package ratchet.train;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.data.TrainingSet;
import ratchet.evaluate.Quantiles;

/** Averages and medians of what became of positions; rows without the outcome are left out. */
final class Outcomes {
  private Outcomes() {}

  /** {@code name_avg} and {@code name_median}. */
  static void summarise(String name, TrainingSet set, int[] rows, MetricBook book) {
    mean(name, set, rows, book);
    values(name, set, rows)
        .ifPresent(values -> book.put(name + "_median", Quantiles.of(values, 0.5)));
  }

  /** {@code name_avg}. */
  static void mean(String name, TrainingSet set, int[] rows, MetricBook book) {
    OptionalDouble mean =
        values(name, set, rows)
            .map(values -> Arrays.stream(values).average())
            .orElse(OptionalDouble.empty());
    book.put(name + "_avg", mean, "no holdout position has it");
  }

  private static Optional<double[]> values(String name, TrainingSet set, int[] rows) {
    double[] column = set.outcome(name);
    double[] values =
        Arrays.stream(rows)
            .mapToDouble(row -> column[row])
            .filter(value -> !Double.isNaN(value))
            .toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(values);
  }
}
