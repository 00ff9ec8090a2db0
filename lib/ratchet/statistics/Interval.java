package ratchet.statistics;

import java.util.function.DoubleUnaryOperator;

/**
 * An estimate and the interval around it, in the unit of the estimate.
 *
 * @param estimate computed from the rows; a percentile interval does not always contain it
 */
public record Interval(double estimate, double lower, double upper) {
  /**
   * @throws IllegalArgumentException for NaN, or a lower end above the upper one
   */
  public Interval {
    if (Double.isNaN(estimate) || !(lower <= upper)) {
      throw new IllegalArgumentException(estimate + " in [" + lower + ", " + upper + "]");
    }
  }

  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }

  /** The interval of a monotone function of the estimate, increasing or decreasing. */
  public Interval map(DoubleUnaryOperator monotone) {
    double first = monotone.applyAsDouble(lower);
    double second = monotone.applyAsDouble(upper);
    return new Interval(
        monotone.applyAsDouble(estimate), Math.min(first, second), Math.max(first, second));
  }
}
