package ratchet.statistics;

import java.util.OptionalDouble;

/**
 * How well scores rank the rows; label 1 should have the higher scores. Every figure depends only
 * on the order of the scores, not on the order of the rows. O(n log n).
 *
 * <p>A figure that cannot be computed is empty, never a default. Columns of different lengths, a
 * label other than 0 or 1 and a NaN score throw {@link IllegalArgumentException}.
 */
public final class RankMetrics {
  private RankMetrics() {}

  /**
   * Area under the ROC curve: the probability that a random positive has a higher score than a
   * random negative; a tie counts one half.
   *
   * @return empty unless both classes are present
   */
  public static OptionalDouble auc(double[] scores, double[] labels) {
    return auc(RankedRows.of(scores, labels));
  }

  /** {@link #auc(double[], double[])} of rows that are already sorted. */
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
   * Average precision, Σ (Rₖ − Rₖ₋₁)·Pₖ over the distinct scores from the highest down: the
   * precision at each threshold, weighted by the recall that it adds, without interpolation. Rows
   * of equal score count together.
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
   * Share of positives among the {@code k} highest scores. If rows of equal score are on both sides
   * of the cut, the result is the expectation over a random order of these rows.
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
   * Iterates over labelled scores from the highest to the lowest; rows of equal score are one
   * group. The order of the rows does not matter.
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

    /** Number of positives in this group. */
    int positives() {
      return positives;
    }

    /** Number of negatives in this group. */
    int negatives() {
      return negatives;
    }
  }
}
