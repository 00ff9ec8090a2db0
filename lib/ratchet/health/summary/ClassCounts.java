package ratchet.health.summary;

/** Rows by the class of a label; rows without it count for neither. */
public record ClassCounts(long zeros, long ones) {
  public long all() {
    return zeros + ones;
  }

  public long minority() {
    return Math.min(zeros, ones);
  }
}
