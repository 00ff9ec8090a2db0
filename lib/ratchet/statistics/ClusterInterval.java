package ratchet.statistics;

/**
 * A figure with an interval that allows for dependence between rows, and the information that the
 * rows carry.
 *
 * @param estimate in the unit of the figure
 * @param lower at most the estimate
 * @param upper at least the estimate
 * @param rows number of rows
 * @param clusters number of clusters of these rows
 * @param effectiveClusters number of clusters of equal size that carries the same information; 1 to
 *     {@code clusters}
 * @param effectiveRows number of independent rows that carries the same information, at most {@code
 *     rows}; shown as {@code rows 4,000, worth 512}
 * @param conclusive whether there are at least 20 clusters and 10 effective ones; only then the
 *     interval decides
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
  /** The default level of confidence. */
  public static final double DEFAULT_LEVEL = 0.95;

  /**
   * @throws IllegalArgumentException for NaN, or an estimate outside the interval
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
   * A copy cut to the range of the figure: [0, 1] for a Brier score, 0 to infinity for an error.
   *
   * @throws IllegalArgumentException if the estimate is outside the range
   */
  public ClusterInterval within(double least, double most) {
    return with(Math.max(least, lower), Math.min(most, upper));
  }

  /** The estimate and the two ends. */
  public Interval bounds() {
    return new Interval(estimate, lower, upper);
  }

  ClusterInterval with(double newLower, double newUpper) {
    return new ClusterInterval(
        estimate, newLower, newUpper, rows, clusters, effectiveClusters, effectiveRows, conclusive);
  }
}
