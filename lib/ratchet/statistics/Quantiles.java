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
   * The quantile with a distribution-free interval between two order statistics: the ranks are
   * those that a binomial count of values below the quantile keeps within, by its normal limit
   * (Conover 1999, Practical Nonparametric Statistics, section 3.2).
   *
   * @param probability in (0, 1)
   * @return empty where the values are too few for a bound on either side
   */
  public static Optional<Interval> interval(double[] values, double probability, double level) {
    double expected = values.length * probability;
    double half =
        NormalDistribution.twoSidedQuantile(level) * Math.sqrt(expected * (1 - probability));
    int lower = (int) Math.ceil(expected - half);
    int upper = (int) Math.ceil(expected + half);
    if (lower < 1 || upper > values.length) {
      return Optional.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Optional.of(
        new Interval(ofSorted(sorted, probability), sorted[lower - 1], sorted[upper - 1]));
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
