package ratchet.statistics;

/**
 * Goes through labelled scores from the highest down, rows of equal score as one group: all that a
 * rank metric can know of them. Row order does not matter.
 */
final class TieGroups {
  private final RankedRows rows;
  private int lowest;
  private int positives;
  private int negatives;

  TieGroups(RankedRows rows) {
    this.rows = rows;
    this.lowest = rows.size();
  }

  /** Goes to the next group; false when there is none. */
  boolean next() {
    if (lowest == 0) {
      return false;
    }
    int end = lowest;
    lowest = rows.startOfTies(end);
    positives = rows.positives(lowest, end);
    negatives = end - lowest - positives;
    return true;
  }

  /** Of this group. */
  int positives() {
    return positives;
  }

  /** Of this group. */
  int negatives() {
    return negatives;
  }
}
