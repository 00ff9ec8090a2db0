package ratchet.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * An estimate and the interval around it, in the unit of the estimate.
 *
 * @param estimate from the rows themselves; a percentile interval need not hold it
 */
public record Interval(double estimate, double lower, double upper) {
  /**
   * @throws IllegalArgumentException for NaN, or bounds that are crossed
   */
  public Interval {
    if (Double.isNaN(estimate) || !(lower <= upper)) {
      throw new IllegalArgumentException(estimate + " in [" + lower + ", " + upper + "]");
    }
  }

  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }

  /** The interval of a monotone function of the estimate, rising or falling. */
  public Interval map(DoubleUnaryOperator monotone) {
    double first = monotone.applyAsDouble(lower);
    double second = monotone.applyAsDouble(upper);
    return new Interval(
        monotone.applyAsDouble(estimate), Math.min(first, second), Math.max(first, second));
  }
}
