package ratchet.data.training;

import java.util.Arrays;
import java.util.Optional;

/**
 * The order of collected rows; of rows that came in order already, as a log's do, none is moved.
 */
final class RowOrder {
  /** Tells the order of two row numbers. */
  interface Comparison {
    int compare(int a, int b);
  }

  private final int size;

  /** Row numbers by place; empty where they are the places. */
  private final Optional<int[]> rows;

  private RowOrder(int size, Optional<int[]> rows) {
    this.size = size;
    this.rows = rows;
  }

  /**
   * The order of rows from 0 by a comparison, which must not leave two equal unless their own order
   * will do.
   */
  static RowOrder by(int size, Comparison comparison) {
    if (isInOrder(size, comparison)) {
      return new RowOrder(size, Optional.empty());
    }
    Integer[] boxed = new Integer[size];
    Arrays.setAll(boxed, row -> row);
    // a merge sort that keeps the runs it finds: two logs one after the other are merged
    Arrays.sort(boxed, comparison::compare);
    int[] rows = new int[size];
    Arrays.setAll(rows, place -> boxed[place]);
    return new RowOrder(size, Optional.of(rows));
  }

  private static boolean isInOrder(int size, Comparison comparison) {
    for (int row = 1; row < size; row++) {
      if (comparison.compare(row - 1, row) > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The values of all rows in order: the column itself where nothing is to be moved or cut off.
   *
   * @param column by row, at least as long as there are rows
   */
  double[] of(double[] column) {
    if (rows.isEmpty()) {
      return column.length == size ? column : Arrays.copyOf(column, size);
    }
    int[] order = rows.get();
    double[] ordered = new double[size];
    for (int place = 0; place < size; place++) {
      ordered[place] = column[order[place]];
    }
    return ordered;
  }

  /** The same of whole numbers. */
  long[] of(long[] column) {
    if (rows.isEmpty()) {
      return column.length == size ? column : Arrays.copyOf(column, size);
    }
    int[] order = rows.get();
    long[] ordered = new long[size];
    for (int place = 0; place < size; place++) {
      ordered[place] = column[order[place]];
    }
    return ordered;
  }

  /** The same of smaller numbers. */
  int[] of(int[] column) {
    if (rows.isEmpty()) {
      return column.length == size ? column : Arrays.copyOf(column, size);
    }
    int[] order = rows.get();
    int[] ordered = new int[size];
    for (int place = 0; place < size; place++) {
      ordered[place] = column[order[place]];
    }
    return ordered;
  }

  /** The same of keys. */
  KeyList of(KeyList keys) {
    if (rows.isEmpty()) {
      return keys;
    }
    KeyList ordered = new KeyList();
    for (int row : rows.get()) {
      ordered.add(keys.utf8(row));
    }
    return ordered;
  }
}
