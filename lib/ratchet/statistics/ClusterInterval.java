package ratchet.statistics;

/**
 * A figure and its interval, which holds although rows depend on each other, and what the rows are
 * worth.
 *
 * @param estimate in the unit of the figure
 * @param lower at most the estimate
 * @param upper at least the estimate
 * @param rows that were there
 * @param clusters that they fall into
 * @param effectiveClusters as many of equal size would tell as much; 1 to {@code clusters}
 * @param effectiveRows as many independent rows would tell as much: {@code rows 4,000, worth 512};
 *     at most {@code rows}
 * @param conclusive whether the interval may decide: 20 clusters and 10 effective ones at least
 */
public record ClusterInterval(
    double estimate,
    double lower,
    double upper,
    int rows,
    int clusters,
    double effectiveClusters,
    double effectiveRows,
    boolean conclusive) {
  /** Of confidence, where nobody asks for another. */
  public static final double DEFAULT_LEVEL = 0.95;

  /**
   * @throws IllegalArgumentException for NaN, or an estimate outside its interval
   */
  public ClusterInterval {
    if (!(lower <= estimate && estimate <= upper)) {
      throw new IllegalArgumentException(estimate + " in [" + lower + ", " + upper + "]");
    }
  }

  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }

  /**
   * The same within what the figure can be: [0, 1] for a Brier score, from 0 up for an error.
   *
   * @throws IllegalArgumentException where the estimate itself is outside
   */
  public ClusterInterval within(double least, double most) {
    return with(Math.max(least, lower), Math.min(most, upper));
  }

  /** Estimate and ends alone. */
  public Interval bounds() {
    return new Interval(estimate, lower, upper);
  }

  ClusterInterval with(double newLower, double newUpper) {
    return new ClusterInterval(
        estimate, newLower, newUpper, rows, clusters, effectiveClusters, effectiveRows, conclusive);
  }
}
