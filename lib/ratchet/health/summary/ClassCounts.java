package ratchet.health.summary;

/** Number of rows per class of a label; rows without the label are not counted. */
public record ClassCounts(long zeros, long ones) {
  public long all() {
    return zeros + ones;
  }

  /** Number of rows of the rarer class. */
  public long minority() {
    return Math.min(zeros, ones);
  }
}
