package ratchet.statistics;

/** Whether the rows show that a challenger is not worse than a champion by more than a margin. */
public enum NonInferiority {
  /** The whole interval is at the margin or better. */
  NON_INFERIOR("non_inferior"),
  /** The whole interval is worse than the margin. */
  INFERIOR("inferior"),
  /** The margin is inside the interval, or there are too few rows: more rows are needed. */
  INCONCLUSIVE("inconclusive");

  private final String label;

  NonInferiority(String label) {
    this.label = label;
  }

  /** Name in output and JSON, e.g. {@code non_inferior}. */
  public String label() {
    return label;
  }

  /**
   * The inequality of all comparisons: the worse end of the interval is at the margin or better. So
   * a challenger whose difference is exactly 0 is not inferior at margin 0.
   *
   * @param lower lower end of the interval of challenger minus champion
   * @param upper upper end of that interval
   * @param higherIsBetter false for errors and losses
   * @param margin how much worse is still acceptable, in the unit of the difference; not negative
   */
  public static NonInferiority decide(
      double lower, double upper, boolean higherIsBetter, double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("margin is negative: " + margin);
    }
    double worst = higherIsBetter ? lower : -upper;
    double best = higherIsBetter ? upper : -lower;
    if (worst >= -margin) {
      return NON_INFERIOR;
    }
    return best < -margin ? INFERIOR : INCONCLUSIVE;
  }

  /**
   * {@link #decide(double, double, boolean, double)} for a clustered interval; inconclusive if the
   * interval is not {@link ClusterInterval#conclusive}.
   */
  public static NonInferiority decide(
      ClusterInterval difference, boolean higherIsBetter, double margin) {
    NonInferiority byInterval =
        decide(difference.lower(), difference.upper(), higherIsBetter, margin);
    return difference.conclusive() ? byInterval : INCONCLUSIVE;
  }
}
