package ratchet.evaluate;

import java.util.Arrays;

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
