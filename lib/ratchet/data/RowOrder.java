package ratchet.data;

import java.util.Arrays;

/** Rows put in order; what is nearly in order already, as a log is, costs one pass. */
final class RowOrder {
  /** Tells the order of two row numbers. */
  interface Comparison {
    int compare(int a, int b);
  }

  private RowOrder() {}

  /**
   * Row numbers from 0 in the order of the comparison, which must not leave two rows equal unless
   * their own order will do.
   */
  static int[] by(int size, Comparison comparison) {
    int[] order = new int[size];
    Arrays.setAll(order, row -> row);
    if (isInOrder(size, comparison)) {
      return order;
    }
    Integer[] boxed = new Integer[size];
    Arrays.setAll(boxed, row -> row);
    // a merge sort that keeps the runs it finds: two logs one after the other are merged
    Arrays.sort(boxed, comparison::compare);
    Arrays.setAll(order, place -> boxed[place]);
    return order;
  }

  private static boolean isInOrder(int size, Comparison comparison) {
    for (int row = 1; row < size; row++) {
      if (comparison.compare(row - 1, row) > 0) {
        return false;
      }
    }
    return true;
  }
}
