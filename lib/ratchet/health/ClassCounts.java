package ratchet.health;

/** Rows by the class of a label; rows without it count for neither. */
record ClassCounts(long zeros, long ones) {
  long all() {
    return zeros + ones;
  }

  long minority() {
    return Math.min(zeros, ones);
  }
}
