package ratchet.statistics;

/** Whether a challenger may stand in for a champion, as far as the rows can tell. */
public enum NonInferiority {
  /** The whole interval is better than the margin allows it to be worse. */
  NON_INFERIOR("non_inferior"),
  /** The whole interval is worse than the margin. */
  INFERIOR("inferior"),
  /** The interval holds the margin: more rows are needed. */
  INCONCLUSIVE("inconclusive");

  private final String label;

  NonInferiority(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /**
   * @param difference challenger less champion
   * @param higherIsBetter false for errors and losses
   * @param margin how much worse is still acceptable, in the unit of the difference; not negative
   */
  public static NonInferiority judge(Interval difference, boolean higherIsBetter, double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException("margin is negative: " + margin);
    }
    Interval gain = higherIsBetter ? difference : difference.map(value -> -value);
    if (gain.lower() > -margin) {
      return NON_INFERIOR;
    }
    return gain.upper() < -margin ? INFERIOR : INCONCLUSIVE;
  }
}
