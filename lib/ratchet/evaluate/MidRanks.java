package ratchet.evaluate;

import java.util.Arrays;

/** Ranks of values among each other, rows of equal value sharing the mean of their ranks. */
final class MidRanks {
  private MidRanks() {}

  /** Index of each value among the distinct values, rising from 0. O(n log n). */
  static int[] dense(double[] values) {
    double[] distinct = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      distinct[i] = values[i] + 0.0; // -0.0 becomes 0.0, as the search tells them apart
    }
    Arrays.sort(distinct);
    int size = 0;
    for (double value : distinct) {
      if (size == 0 || distinct[size - 1] != value) {
        distinct[size++] = value;
      }
    }
    int[] ranks = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      ranks[i] = Arrays.binarySearch(distinct, 0, size, values[i] + 0.0);
    }
    return ranks;
  }

  /** Mid-rank of each value, the smallest being 1. */
  static double[] of(double[] values) {
    int[] dense = dense(values);
    int[] members = new int[values.length];
    for (int rank : dense) {
      members[rank]++;
    }
    double[] middle = new double[values.length];
    int below = 0;
    for (int rank = 0; rank < members.length && members[rank] > 0; rank++) {
      middle[rank] = below + (members[rank] + 1) / 2.0;
      below += members[rank];
    }
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = middle[dense[i]];
    }
    return ranks;
  }
}
