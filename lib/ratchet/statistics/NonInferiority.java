package ratchet.statistics;

/** Whether a challenger may stand in for a champion, as far as the rows can tell. */
public enum NonInferiority {
  /** Nowhere in the interval is it worse than the margin allows. */
  NON_INFERIOR("non_inferior"),
  /** The whole interval is worse than the margin. */
  INFERIOR("inferior"),
  /** The interval holds the margin, or the rows are too few: more of them are needed. */
  INCONCLUSIVE("inconclusive");

  private final String label;

  NonInferiority(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * The one inequality of all comparisons: the harmful end of the interval is at the margin or
   * better. So a challenger that differs by exactly nothing is not inferior at margin 0.
   *
   * @param lower end of the interval of challenger less champion
   * @param upper its other end
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

  /** The same of an interval that knows whether its rows suffice; inconclusive where not. */
  public static NonInferiority decide(
      ClusterInterval difference, boolean higherIsBetter, double margin) {
    NonInferiority byInterval =
        decide(difference.lower(), difference.upper(), higherIsBetter, margin);
    return difference.conclusive() ? byInterval : INCONCLUSIVE;
  }
}
