package ratchet.statistics.comparison;

/**
 * An interval of the mean of bounded differences that is valid at all times at once: it may be read
 * after every outcome. It is the empirical-Bernstein confidence sequence with the mean so far as
 * the predictable centre (Howard, Ramdas, McAuliffe and Sekhon 2021, Annals of Statistics 49:1055;
 * for forecasters Choe and Ramdas 2023, Operations Research, arXiv 2110.00115).
 *
 * <p>It covers the average of the conditional means of the differences so far, each given the past;
 * this average may change with time. The differences must be independent given the past, so the
 * rows of a cluster must be reduced to one mean.
 *
 * <p>Constant memory. Not thread-safe.
 */
public final class EmpiricalBernstein {
  private final GammaExponentialMixture boundary;
  private long rows;
  private double sum;
  private double lost;
  private double variance;

  /**
   * @param alpha probability that the interval is ever wrong, both sides together, e.g. 0.05
   * @param vOpt sum of squared deviations at which the interval is tightest, e.g. 100
   * @throws IllegalArgumentException for an alpha outside (0, 1), or a vOpt that is not above 0
   */
  public EmpiricalBernstein(double alpha, double vOpt) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha is not between 0 and 1: " + alpha);
    }
    if (!(vOpt > 0 && vOpt < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("vOpt is not a number above 0: " + vOpt);
    }
    // differences between -1 and 1 have a range of 2
    this.boundary = new GammaExponentialMixture(alpha / 2, vOpt, 2);
  }

  /**
   * Adds the next difference. Differences come in the order in which they became known.
   *
   * @throws IllegalArgumentException for a difference outside [-1, 1]
   */
  public void add(double difference) {
    if (!(Math.abs(difference) <= 1)) {
      throw new IllegalArgumentException("not from -1 to 1: " + difference);
    }
    double centre = rows == 0 ? 0 : estimate();
    variance += (difference - centre) * (difference - centre);
    double next = sum + difference;
    lost +=
        Math.abs(sum) >= Math.abs(difference)
            ? (sum - next) + difference
            : (difference - next) + sum;
    sum = next;
    rows++;
  }

  public long rows() {
    return rows;
  }

  /** The mean so far; NaN before the first row. */
  public double estimate() {
    return (sum + lost) / rows;
  }

  /** At least -1; -1 before the first row. */
  public double lower() {
    return rows == 0 ? -1 : Math.max(-1, estimate() - boundary.bound(variance) / rows);
  }

  /** At most 1; 1 before the first row. */
  public double upper() {
    return rows == 0 ? 1 : Math.min(1, estimate() + boundary.bound(variance) / rows);
  }
}
