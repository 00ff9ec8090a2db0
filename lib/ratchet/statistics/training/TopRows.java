package ratchet.statistics.training;

import java.util.Arrays;
import java.util.Optional;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.RankMetrics;
import ratchet.statistics.RankedRows;

/** The share of positives among the highest scores; see {@link RankMetrics#precisionAt}. */
public final class TopRows {
  private TopRows() {}

  /**
   * Precision at {@code k} with its interval. The set of the top rows is treated as fixed. Rows of
   * equal score that compete for the last places count with the share of places left for them.
   *
   * @param k number of rows at the top
   * @return empty with fewer than {@code k} rows, or fewer than two clusters at the top
   */
  public static Optional<ClusterInterval> precision(
      int k, RankedRows ranked, ClusteredRows clusters, double level) {
    if (k < 1) {
      throw new IllegalArgumentException("k is below 1: " + k);
    }
    if (ranked.size() < k) {
      return Optional.empty();
    }
    int end = ranked.size();
    int first = ranked.startOfTies(end - k + 1);
    int firstAbove = ranked.endOfTies(first);
    int[] rows = new int[end - first];
    double[] weights = new double[rows.length];
    double[] found = new double[rows.length];
    double share = (double) (k - (end - firstAbove)) / (firstAbove - first);
    Arrays.fill(weights, 1);
    Arrays.fill(weights, 0, firstAbove - first, share);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ranked.row(first + i);
      found[i] = weights[i] * ranked.label(first + i);
    }
    return InfluenceValues.ofRatio(found, weights)
        .flatMap(precision -> ClusterEstimate.of(clusters.only(rows), precision))
        .map(precision -> precision.shareInterval(level));
  }
}
