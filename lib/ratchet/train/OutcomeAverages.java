package ratchet.train;

import java.util.Arrays;
import ratchet.data.training.TrainingSet;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.Quantiles;
import ratchet.train.solver.LabelledRows;

/**
 * Averages and medians of the outcomes of positions, with their intervals. Rows without the outcome
 * are left out.
 */
final class OutcomeAverages {
  private static final String NONE = "no holdout position has it";
  private static final String FEW = "too few holdout positions have it";

  private OutcomeAverages() {}

  /** Adds {@code name_avg} and {@code name_median}. */
  static void summarise(String name, TrainingSet set, int[] rows, MetricCollector collector) {
    mean(name, set, rows, collector);
    int[] known = known(name, set, rows);
    if (known.length == 0) {
      collector.issue(name + "_median is absent: " + NONE);
    } else {
      double[] values = LabelledRows.pick(set.outcome(name), known);
      collector.put(
          name + "_median",
          Quantiles.of(values, 0.5),
          Quantiles.interval(values, 0.5, ClusterInterval.DEFAULT_LEVEL, set.clusters(known)),
          FEW);
    }
  }

  /** Adds {@code name_avg}. */
  static void mean(String name, TrainingSet set, int[] rows, MetricCollector collector) {
    int[] known = known(name, set, rows);
    if (known.length == 0) {
      collector.issue(name + "_avg is absent: " + NONE);
    } else {
      double[] values = LabelledRows.pick(set.outcome(name), known);
      collector.put(
          name + "_avg",
          Arrays.stream(values).average().orElseThrow(),
          MeanInterval.signed(values, set.clusters(known)).map(ClusterInterval::bounds),
          FEW);
    }
  }

  private static int[] known(String name, TrainingSet set, int[] rows) {
    double[] column = set.outcome(name);
    return Arrays.stream(rows).filter(row -> !Double.isNaN(column[row])).toArray();
  }
}
