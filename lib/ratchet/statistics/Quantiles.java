package ratchet.statistics;

import java.util.Arrays;
import java.util.Optional;

/** Sample quantiles, linear between order statistics (Hyndman and Fan's type 7, as R's default). */
public final class Quantiles {
  private Quantiles() {}

  /**
   * @param probability in [0, 1]
   * @throws IllegalArgumentException without values
   */
  public static double of(double[] values, double probability) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, probability);
  }

  /**
   * The quantile with an interval between two order statistics (Woodruff 1952, JASA 47:635): the
   * interval of the share of values up to the quantile, converted back to values.
   *
   * @param probability in (0, 1)
   * @param rows cluster and time of each value
   * @return empty if there are too few values for one of the bounds
   */
  public static Optional<Interval> interval(
      double[] values, double probability, double level, ClusteredRows rows) {
    if (values.length == 0) {
      return Optional.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double quantile = ofSorted(sorted, probability);
    double[] upTo = new double[values.length];
    for (int row = 0; row < upTo.length; row++) {
      upTo[row] = values[row] <= quantile ? 1 : 0;
    }
    return ClusterEstimate.of(rows, InfluenceValues.ofMean(upTo))
        .map(estimate -> estimate.interval(level))
        .flatMap(
            share -> {
              double half = values.length * (share.upper() - share.estimate());
              int lower = (int) Math.ceil(values.length * probability - half);
              int upper = (int) Math.ceil(values.length * probability + half);
              return lower < 1 || upper > values.length
                  ? Optional.empty()
                  : Optional.of(new Interval(quantile, sorted[lower - 1], sorted[upper - 1]));
            });
  }

  static double ofSorted(double[] sorted, double probability) {
    if (sorted.length == 0 || !(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "quantile " + probability + " of " + sorted.length + " values");
    }
    double position = probability * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    double share = position - below;
    return share == 0 ? sorted[below] : sorted[below] + share * (sorted[above] - sorted[below]);
  }
}
