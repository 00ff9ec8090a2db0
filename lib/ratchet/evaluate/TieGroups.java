package ratchet.evaluate;

import java.util.Arrays;

/**
 * Labelled scores from the highest down, rows of equal score counted together: all that a rank
 * metric can know of them. Row order does not matter. O(n log n).
 */
final class TieGroups {
  private final int[] positives;
  private final int[] negatives;
  private final int size;
  private final int allPositives;
  private final int allNegatives;

  private TieGroups(
      int[] positives, int[] negatives, int size, int allPositives, int allNegatives) {
    this.positives = positives;
    this.negatives = negatives;
    this.size = size;
    this.allPositives = allPositives;
    this.allNegatives = allNegatives;
  }

  /** Sorting each class by itself and merging spares the sort an index. */
  static TieGroups of(double[] scores, double[] labels) {
    BinaryRows.check(scores, labels);
    double[] ones = ofClass(scores, labels, 1);
    double[] zeros = ofClass(scores, labels, 0);
    int[] positives = new int[scores.length];
    int[] negatives = new int[scores.length];
    int size = 0;
    int one = ones.length - 1;
    int zero = zeros.length - 1;
    while (one >= 0 || zero >= 0) {
      double score =
          Math.max(
              one >= 0 ? ones[one] : Double.NEGATIVE_INFINITY,
              zero >= 0 ? zeros[zero] : Double.NEGATIVE_INFINITY);
      for (; one >= 0 && ones[one] == score; one--) {
        positives[size]++;
      }
      for (; zero >= 0 && zeros[zero] == score; zero--) {
        negatives[size]++;
      }
      size++;
    }
    return new TieGroups(positives, negatives, size, ones.length, zeros.length);
  }

  private static double[] ofClass(double[] scores, double[] labels, double label) {
    double[] chosen = new double[scores.length];
    int size = 0;
    for (int i = 0; i < scores.length; i++) {
      if (labels[i] == label) {
        chosen[size++] = scores[i] + 0.0; // -0.0 becomes 0.0, which sorts as its equal
      }
    }
    double[] sorted = Arrays.copyOf(chosen, size);
    Arrays.sort(sorted);
    return sorted;
  }

  int size() {
    return size;
  }

  int positives(int group) {
    return positives[group];
  }

  int negatives(int group) {
    return negatives[group];
  }

  int allPositives() {
    return allPositives;
  }

  int allNegatives() {
    return allNegatives;
  }
}
