package ratchet.statistics;

import java.util.OptionalDouble;

/**
 * How well scores order the rows; higher scores should go with label 1. Every figure depends on the
 * order of the scores alone, and not on the order of the rows. O(n log n).
 *
 * <p>A figure that the rows cannot give is empty, never a stand-in. Columns of different lengths, a
 * label other than 0 or 1 and a NaN score are {@link IllegalArgumentException}.
 */
public final class RankMetrics {
  private RankMetrics() {}

  /**
   * Area under the ROC curve: the probability that a random positive scores above a random
   * negative, a tie counting half.
   *
   * @return empty unless both classes are there
   */
  public static OptionalDouble auc(double[] scores, double[] labels) {
    return auc(RankedRows.of(scores, labels));
  }

  /** The same. */
  public static OptionalDouble auc(RankedRows rows) {
    int positives = rows.positives();
    int negatives = rows.size() - positives;
    if (positives == 0 || negatives == 0) {
      return OptionalDouble.empty();
    }
    TieGroups groups = new TieGroups(rows);
    long positivesAbove = 0;
    double wins = 0;
    while (groups.next()) {
      wins += groups.negatives() * (positivesAbove + 0.5 * groups.positives());
      positivesAbove += groups.positives();
    }
    return OptionalDouble.of(wins / positives / negatives);
  }

  /**
   * Average precision, Σ (Rₖ − Rₖ₋₁)·Pₖ over the distinct scores from the highest down: precision
   * at each threshold weighted by the recall it adds, without interpolation. Rows of equal score
   * enter together.
   *
   * @return empty without a positive
   */
  public static OptionalDouble averagePrecision(double[] scores, double[] labels) {
    RankedRows rows = RankedRows.of(scores, labels);
    int positives = rows.positives();
    if (positives == 0) {
      return OptionalDouble.empty();
    }
    TieGroups groups = new TieGroups(rows);
    long found = 0;
    long seen = 0;
    double sum = 0;
    while (groups.next()) {
      found += groups.positives();
      seen += groups.positives() + groups.negatives();
      sum += groups.positives() * ((double) found / seen);
    }
    return OptionalDouble.of(sum / positives);
  }

  /**
   * Share of positives among the {@code k} highest scores. When the cut falls within rows of equal
   * score, the places left are shared by all of them: the expectation over a random order of the
   * ties.
   *
   * @return empty when there are fewer than {@code k} rows
   */
  public static OptionalDouble precisionAt(int k, double[] scores, double[] labels) {
    if (k < 1) {
      throw new IllegalArgumentException("k is below 1: " + k);
    }
    TieGroups groups = new TieGroups(RankedRows.of(scores, labels));
    if (scores.length < k) {
      return OptionalDouble.empty();
    }
    int places = k;
    double found = 0;
    while (places > 0 && groups.next()) {
      int members = groups.positives() + groups.negatives();
      int taken = Math.min(members, places);
      found += (double) groups.positives() * taken / members;
      places -= taken;
    }
    return OptionalDouble.of(found / k);
  }

  /**
   * Goes through labelled scores from the highest down, rows of equal score as one group: all that
   * a rank metric can know of them. Row order does not matter.
   */
  static final class TieGroups {
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
}
