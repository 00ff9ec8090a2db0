package ratchet.statistics;

import java.util.Arrays;

/** Row indices in the order of a column, rows of equal value in the order of the rows. */
final class SortedIndices {
  private SortedIndices() {}

  /** From the lowest up; -0.0 and 0.0 are equal. */
  static int[] rising(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, row -> row);
    Arrays.sort(order, (a, b) -> Double.compare(values[a] + 0.0, values[b] + 0.0));
    return Arrays.stream(order).mapToInt(row -> row).toArray();
  }
}
