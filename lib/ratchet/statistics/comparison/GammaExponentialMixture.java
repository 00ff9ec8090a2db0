package ratchet.statistics.comparison;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.numbers.rootfinder.BrentSolver;

/**
 * The gamma-exponential mixture boundary (Howard, Ramdas, McAuliffe and Sekhon 2021, Annals of
 * Statistics 49:1055, proposition 9): a sum S whose increments are sub-exponential with scale c and
 * variance process V stays below {@code bound(V)} at all times at once, with probability 1 − alpha.
 */
final class GammaExponentialMixture {
  private static final double RELATIVE = 1e-14;
  private static final double ABSOLUTE = 1e-12;

  private final double alpha;
  private final double scale;

  /** ρ/c²: where the boundary is tightest. */
  private final double shape;

  private final double constant;

  /**
   * @param alpha probability that the sum ever exceeds the boundary
   * @param vOpt variance at which the boundary is tightest
   * @param scale the c of the sub-exponential increments
   */
  GammaExponentialMixture(double alpha, double vOpt, double scale) {
    this.alpha = alpha;
    this.scale = scale;
    // the best ρ of the one-sided normal mixture, which this boundary approaches
    double twice = 2 * Math.log(1 / (2 * alpha));
    double rho = vOpt / (twice + Math.log(1 + twice));
    this.shape = rho / (scale * scale);
    this.constant =
        shape * Math.log(shape)
            - LogGamma.value(shape)
            - Math.log(RegularizedGamma.P.value(shape, shape));
  }

  /** The logarithm of the mixture supermartingale at a sum of 0 or more. */
  double logAt(double sum, double variance) {
    double square = scale * scale;
    double a = variance / square + shape;
    double shift = (scale * sum + variance) / square;
    return constant
        + LogGamma.value(a)
        + Math.log(RegularizedGamma.P.value(a, shift + shape))
        - a * Math.log(shift + shape)
        + shift;
  }

  /** The sum at which the mixture is 1/alpha. */
  double bound(double variance) {
    double target = Math.log(1 / alpha);
    double high = Math.sqrt(variance) + scale;
    while (logAt(high, variance) < target) {
      high *= 2;
    }
    return new BrentSolver(RELATIVE, ABSOLUTE, RELATIVE)
        .findRoot(sum -> logAt(sum, variance) - target, 0, high);
  }
}
