package ratchet.statistics;

import java.util.Arrays;

/**
 * Isotonic regression of labels on scores: the non-decreasing function of the score that lies
 * closest to the labels in least squares, by pooling adjacent violators. Rows of equal score get
 * equal values. O(n log n).
 */
public final class Isotonic {
  private Isotonic() {}

  /** The fitted value of each row, in the order of the rows. */
  public static double[] fit(double[] scores, double[] labels) {
    BinaryRows.check(scores, labels);
    int[] rank = ArgSort.denseRanks(scores);
    int groups = Arrays.stream(rank).max().orElse(-1) + 1;
    double[] sums = new double[groups];
    double[] counts = new double[groups];
    for (int i = 0; i < rank.length; i++) {
      sums[rank[i]] += labels[i];
      counts[rank[i]]++;
    }
    double[] byRank = pool(sums, counts);
    double[] fitted = new double[rank.length];
    for (int i = 0; i < fitted.length; i++) {
      fitted[i] = byRank[rank[i]];
    }
    return fitted;
  }

  private static double[] pool(double[] sums, double[] counts) {
    int[] firstOfBlock = new int[sums.length];
    double[] blockSums = new double[sums.length];
    double[] blockCounts = new double[sums.length];
    int blocks = 0;
    for (int g = 0; g < sums.length; g++) {
      firstOfBlock[blocks] = g;
      blockSums[blocks] = sums[g];
      blockCounts[blocks] = counts[g];
      blocks++;
      while (blocks > 1 && violates(blockSums, blockCounts, blocks)) {
        blocks--;
        blockSums[blocks - 1] += blockSums[blocks];
        blockCounts[blocks - 1] += blockCounts[blocks];
      }
    }
    double[] fitted = new double[sums.length];
    for (int b = 0; b < blocks; b++) {
      int end = b + 1 < blocks ? firstOfBlock[b + 1] : fitted.length;
      Arrays.fill(fitted, firstOfBlock[b], end, blockSums[b] / blockCounts[b]);
    }
    return fitted;
  }

  /** The last block's mean is at or below the one before; sums and counts are whole numbers. */
  private static boolean violates(double[] sums, double[] counts, int blocks) {
    int last = blocks - 1;
    return sums[last] * counts[last - 1] <= sums[last - 1] * counts[last];
  }
}
