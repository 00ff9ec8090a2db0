package ratchet.statistics;

/**
 * Fisher's F distribution, by the regularised incomplete beta function (DLMF 8.17): the upper tail
 * at x is I(d2/2, d1/2) at d2 / (d2 + d1·x). Relative accuracy of a tail is about 1e-10 where the
 * degrees of freedom are thousands at most.
 */
public final class FDistribution {
  private static final int FRACTION_TERMS = 1_000;
  private static final double TINY = 1e-300;

  private FDistribution() {}

  /**
   * P(F ≥ x).
   *
   * @param d1 degrees of freedom of the numerator
   * @param d2 degrees of freedom of the denominator
   */
  public static double upperTail(double x, double d1, double d2) {
    return x <= 0 ? 1 : beta(d2 / (d2 + d1 * x), d2 / 2, d1 / 2);
  }

  /** The x that is exceeded with probability {@code tail}. */
  public static double upperQuantile(double tail, double d1, double d2) {
    if (!(tail > 0 && tail < 1 && d1 > 0 && d2 > 0)) {
      throw new IllegalArgumentException("tail " + tail + " of F(" + d1 + ", " + d2 + ")");
    }
    // bisection of the logarithm: slow beside a series, and right to the last digits
    double low = -700;
    double high = 700;
    for (double middle = 0; low < middle && middle < high; middle = low + (high - low) / 2) {
      if (upperTail(Math.exp(middle), d1, d2) > tail) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(low + (high - low) / 2);
  }

  /** I(a, b) at x. */
  private static double beta(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    // the fraction converges fast on the near side of the mean
    return x < (a + 1) / (a + b + 2)
        ? front * fraction(x, a, b) / a
        : 1 - front * fraction(1 - x, b, a) / b;
  }

  /** DLMF 8.17.22, by Lentz's method. */
  private static double fraction(double x, double a, double b) {
    double c = 1;
    double d = inverse(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int m = 1; m <= FRACTION_TERMS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = inverse(1 + even * d);
      c = nonZero(1 + even / c);
      value *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = inverse(1 + odd * d);
      c = nonZero(1 + odd / c);
      double factor = d * c;
      value *= factor;
      if (Math.abs(factor - 1) < 1e-15) {
        break;
      }
    }
    return value;
  }

  private static double inverse(double value) {
    return 1 / nonZero(value);
  }

  private static double nonZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  /** Stirling's series (DLMF 5.11.1) from 12 up, and the recurrence below. */
  private static double logGamma(double z) {
    double shift = 0;
    double at = z;
    while (at < 12) {
      shift -= Math.log(at);
      at++;
    }
    double square = 1 / (at * at);
    double series =
        (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680)))) / at;
    return shift + (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series;
  }
}
