package ratchet.evaluate;

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
    TieGroups groups = new TieGroups(rows);
    if (groups.allPositives() == 0 || groups.allNegatives() == 0) {
      return OptionalDouble.empty();
    }
    long positivesAbove = 0;
    double wins = 0;
    for (int g = 0; g < groups.size(); g++) {
      wins += groups.negatives(g) * (positivesAbove + 0.5 * groups.positives(g));
      positivesAbove += groups.positives(g);
    }
    return OptionalDouble.of(wins / groups.allPositives() / groups.allNegatives());
  }

  /**
   * Average precision, Σ (Rₖ − Rₖ₋₁)·Pₖ over the distinct scores from the highest down: precision
   * at each threshold weighted by the recall it adds, without interpolation. Rows of equal score
   * enter together.
   *
   * @return empty without a positive
   */
  public static OptionalDouble averagePrecision(double[] scores, double[] labels) {
    TieGroups groups = new TieGroups(RankedRows.of(scores, labels));
    if (groups.allPositives() == 0) {
      return OptionalDouble.empty();
    }
    long found = 0;
    long seen = 0;
    double sum = 0;
    for (int g = 0; g < groups.size(); g++) {
      found += groups.positives(g);
      seen += groups.positives(g) + groups.negatives(g);
      sum += groups.positives(g) * ((double) found / seen);
    }
    return OptionalDouble.of(sum / groups.allPositives());
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
    for (int g = 0; places > 0; g++) {
      int members = groups.positives(g) + groups.negatives(g);
      int taken = Math.min(members, places);
      found += (double) groups.positives(g) * taken / members;
      places -= taken;
    }
    return OptionalDouble.of(found / k);
  }
}
