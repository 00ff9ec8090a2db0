package ratchet.statistics;

/**
 * The standard normal distribution. Relative accuracy is about 1e-13 for probabilities down to
 * 1e-300, tails included.
 */
public final class NormalDistribution {
  private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

  /** Where the series still keeps its digits and the continued fraction already converges. */
  private static final double SERIES_UP_TO = 2.5;

  private static final int FRACTION_TERMS = 200;

  private NormalDistribution() {}

  /** P(Z ≤ z). */
  public static double cdf(double z) {
    return z <= 0 ? upperTail(-z) : 1 - upperTail(z);
  }

  /** P(|Z| ≥ |z|): the two-sided p-value of a z statistic. */
  public static double twoSidedPValue(double z) {
    return 2 * upperTail(Math.abs(z));
  }

  /** The z for which P(|Z| ≤ z) is {@code level}, e.g. 1.96 for 0.95. */
  public static double twoSidedQuantile(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level is not between 0 and 1: " + level);
    }
    return upperQuantile((1 - level) / 2);
  }

  /** P(Z ≥ z) for z ≥ 0. */
  private static double upperTail(double z) {
    return z < SERIES_UP_TO ? 0.5 - bySeries(z) : byContinuedFraction(z);
  }

  /** P(0 ≤ Z ≤ z) = φ(z)·(z + z³/3 + z⁵/15 + …). */
  private static double bySeries(double z) {
    double term = z;
    double sum = 0;
    for (int odd = 3; sum + term != sum; odd += 2) {
      sum += term;
      term *= z * z / odd;
    }
    return density(z) * sum;
  }

  /** P(Z ≥ z) = φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))), from the innermost term out. */
  private static double byContinuedFraction(double z) {
    double denominator = z;
    for (int k = FRACTION_TERMS; k >= 1; k--) {
      denominator = z + k / denominator;
    }
    return density(z) / denominator;
  }

  /** Bisection in z: slower than a rational approximation and exact to the last digits. */
  private static double upperQuantile(double tail) {
    double low = 0;
    double high = 40;
    for (double middle = 20; low < middle && middle < high; middle = low + (high - low) / 2) {
      if (upperTail(middle) > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + (high - low) / 2;
  }

  private static double density(double z) {
    return Math.exp(-z * z / 2) / SQRT_TWO_PI;
  }
}
