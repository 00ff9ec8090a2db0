package ratchet.spark;

import java.util.Arrays;
import java.util.List;

/**
 * Finds the moment of the row at a place in the order of time, by counting: no times are collected.
 * Each pass cuts what is left of the range into equal steps and counts the rows before each, so
 * that three to five passes find a moment to the millisecond.
 */
final class TimeRanks {
  private static final int STEPS = 1024;

  private final ClusterFiles files;
  private final RowFilter filter;

  TimeRanks(ClusterFiles files, RowFilter filter) {
    this.files = files;
    this.filter = filter;
  }

  /**
   * The decision moment of the row at a place, counted from 0.
   *
   * @param place below the number of rows of the part
   * @param firstMs no row is earlier
   * @param lastMs no row is later
   */
  long momentOf(long place, long firstMs, long lastMs) {
    long low = firstMs; // rows before it: at most place
    long high = lastMs + 1; // rows before it: more than place
    while (high - low > 1) {
      long step = Math.max(1, (high - low + STEPS - 1) / STEPS);
      long[] moments = moments(low, high, step);
      long[] before = before(moments);
      int last = 0;
      while (last + 1 < moments.length && before[last + 1] <= place) {
        last++;
      }
      low = moments[last];
      high = last + 1 < moments.length ? moments[last + 1] : high;
    }
    return low;
  }

  private static long[] moments(long low, long high, long step) {
    long[] moments = new long[(int) ((high - low + step - 1) / step)];
    Arrays.setAll(moments, i -> low + i * step);
    return moments;
  }

  /** Rows of the part that were decided before each of these moments, which rise. */
  private long[] before(long[] moments) {
    RowFilter part = filter;
    List<long[]> counted = files.over(file -> before(file, part, moments));
    long[] total = new long[moments.length];
    for (long[] one : counted) {
      Arrays.setAll(total, i -> total[i] + one[i]);
    }
    return total;
  }

  private static long[] before(FileRows file, RowFilter part, long[] moments) {
    long[] counts = new long[moments.length];
    long seen = 0;
    int next = 0;
    for (int row : file.places(part)) {
      long ms = file.set().decisionMs()[row];
      while (next < moments.length && moments[next] <= ms) {
        counts[next++] = seen;
      }
      seen++;
    }
    Arrays.fill(counts, next, counts.length, seen);
    return counts;
  }
}
