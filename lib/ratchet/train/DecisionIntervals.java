package ratchet.train;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;

/**
 * The figures of {@link ConfusionCounts} with 95 % intervals that count the rows of a mint as one
 * cluster. Precision is a mean over the rows that are predicted positive, recall over the rows with
 * label 1.
 */
record DecisionIntervals(
    double threshold, double[] probabilities, double[] labels, ClusteredRows clusters) {
  Optional<ClusterInterval> f1() {
    double[] numerators = new double[labels.length];
    double[] denominators = new double[labels.length];
    for (int row = 0; row < labels.length; row++) {
      double called = calls(row) ? 1 : 0;
      numerators[row] = 2 * called * labels[row];
      denominators[row] = called + labels[row];
    }
    return MeanInterval.share(InfluenceValues.ofRatio(numerators, denominators), clusters);
  }

  Optional<ClusterInterval> precision() {
    return share(this::calls, row -> labels[row] == 1);
  }

  Optional<ClusterInterval> recall() {
    return share(row -> labels[row] == 1, this::calls);
  }

  private boolean calls(int row) {
    return probabilities[row] >= threshold;
  }

  private Optional<ClusterInterval> share(IntPredicate among, IntPredicate counts) {
    int[] rows = IntStream.range(0, labels.length).filter(among).toArray();
    double[] ones = IntStream.of(rows).mapToDouble(row -> counts.test(row) ? 1 : 0).toArray();
    return ones.length == 0
        ? Optional.empty()
        : MeanInterval.share(Optional.of(InfluenceValues.ofMean(ones)), clusters.only(rows));
  }
}
