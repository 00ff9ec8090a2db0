package ratchet.statistics;

/**
 * Row indices sorted by the values of a column; the sort is stable. It is a radix sort on the bits
 * of the numbers, because the JDK sorts indices only when they are boxed. O(n).
 */
public final class ArgSort {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private ArgSort() {}

  /**
   * Row indices from the lowest value to the highest; -0.0 and 0.0 are equal. NaN is not allowed.
   */
  public static int[] of(double[] values) {
    int size = values.length;
    long[] keys = new long[size];
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      keys[i] = sortable(values[i] + 0.0);
      order[i] = i;
    }
    long[] nextKeys = new long[size];
    int[] nextOrder = new int[size];
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      int[] starts = starts(keys, shift);
      if (starts == null) {
        continue;
      }
      for (int i = 0; i < size; i++) {
        int place = starts[digit(keys[i], shift)]++;
        nextKeys[place] = keys[i];
        nextOrder[place] = order[i];
      }
      long[] keysRead = keys;
      keys = nextKeys;
      nextKeys = keysRead;
      int[] orderRead = order;
      order = nextOrder;
      nextOrder = orderRead;
    }
    return order;
  }

  /** By row, the rank of its value among the distinct values, from 0 for the lowest. */
  static int[] denseRanks(double[] values) {
    int[] order = of(values);
    int[] ranks = new int[values.length];
    int rank = 0;
    for (int place = 1; place < order.length; place++) {
      if (values[order[place]] != values[order[place - 1]]) {
        rank++;
      }
      ranks[order[place]] = rank;
    }
    return ranks;
  }

  /** By digit, the place of its first row; null when all rows have the same digit. */
  private static int[] starts(long[] keys, int shift) {
    int[] counts = new int[DIGITS];
    for (long key : keys) {
      counts[digit(key, shift)]++;
    }
    int start = 0;
    for (int d = 0; d < DIGITS; d++) {
      int count = counts[d];
      if (count == keys.length) {
        return null;
      }
      counts[d] = start;
      start += count;
    }
    return counts;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & DIGITS - 1;
  }

  /** The bits of the number, changed so that their unsigned order is the order of the numbers. */
  private static long sortable(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }
}
