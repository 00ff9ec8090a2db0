package ratchet.ope;

import java.util.Arrays;

/**
 * How heavy the tail of the weights is: the shape k of a generalised Pareto distribution fitted to
 * the largest 3·√n of them, at most a fifth (Vehtari, Simpson, Gelman, Yao and Gabry 2024, JMLR 25,
 * with the fit of Zhang and Stephens 2009, Technometrics 51:316, and their prior). From a half on
 * the variance of a weighted mean is infinite: its interval does not hold what it promises.
 */
final class WeightTail {
  private static final int FEWEST = 5;
  private static final int PRIOR = 3;

  private WeightTail() {}

  /**
   * @return NaN where fewer than five weights lie above the rest: then there is no tail
   */
  static double shape(double[] weights) {
    int n = weights.length;
    int most = (int) Math.min(0.2 * n, 3 * Math.sqrt(n));
    if (most < FEWEST) {
      return Double.NaN;
    }
    double[] sorted = weights.clone();
    Arrays.sort(sorted);
    double threshold = sorted[n - most - 1];
    double[] above =
        Arrays.stream(sorted, n - most, n)
            .map(weight -> weight - threshold)
            .filter(excess -> excess > 0)
            .toArray();
    return above.length < FEWEST ? Double.NaN : fit(above);
  }

  /**
   * @param excess rising, positive
   */
  private static double fit(double[] excess) {
    int n = excess.length;
    int points = 30 + (int) Math.sqrt(n);
    double quartile = excess[(int) (n / 4.0 + 0.5) - 1];
    double[] scales = new double[points];
    double[] likelihoods = new double[points];
    for (int i = 0; i < points; i++) {
      scales[i] = 1 / excess[n - 1] + (1 - Math.sqrt(points / (i + 0.5))) / (PRIOR * quartile);
      double shape = shape(excess, scales[i]);
      likelihoods[i] = n * (Math.log(-scales[i] / shape) - shape - 1);
    }
    double scale = 0;
    for (int i = 0; i < points; i++) {
      double ratios = 0;
      for (double other : likelihoods) {
        ratios += Math.exp(other - likelihoods[i]);
      }
      scale += scales[i] / ratios;
    }
    // ten observations of a half: a prior that matters for short tails only
    return (n * shape(excess, scale) + 10 * 0.5) / (n + 10);
  }

  private static double shape(double[] excess, double scale) {
    return Arrays.stream(excess).map(own -> Math.log1p(-scale * own)).average().orElseThrow();
  }
}
