package ratchet.data.training;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Collects rows into columns. If their number was announced and they arrive in order, no row is
 * moved: touching new memory costs more than the rest of the work.
 */
public final class TrainingColumns implements TrainingRowSink {
  private static final int LEAST_ROWS = 1024;
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  /** Decision times, and times at which labels were known. */
  private final long[][] times = new long[2][0];

  private KeyList keys = new KeyList();

  /** The number of each row's mint, in order of first appearance. */
  private int[] mints = {};

  private Map<ByteBuffer, Integer> mintNumbers = new HashMap<>();

  /** Labels, outcomes, features; a column is null after {@link #build}. */
  private double[][] numbers = {};

  private int capacity = LEAST_ROWS;
  private int size;

  @Override
  public void expect(long rows) {
    capacity = (int) Math.max(LEAST_ROWS, Math.min(MOST_ROWS, rows));
  }

  @Override
  public void clear() {
    keys = new KeyList();
    mints = new int[0];
    mintNumbers = new HashMap<>();
    Arrays.fill(times, new long[0]);
    numbers = new double[0][];
    size = 0;
  }

  @Override
  public void add(
      long decisionMs,
      long labelEndMs,
      byte[] key,
      byte[] mint,
      double[] labels,
      double[] outcomes,
      double[] features) {
    if (size == 0) {
      Arrays.setAll(times, column -> new long[capacity]);
      mints = new int[capacity];
      numbers = new double[labels.length + outcomes.length + features.length][capacity];
    } else if (size == capacity) {
      grow();
    }
    times[0][size] = decisionMs;
    times[1][size] = labelEndMs;
    keys.add(key);
    mints[size] = number(mint);
    store(labels, 0);
    store(outcomes, labels.length);
    store(features, labels.length + outcomes.length);
    size++;
  }

  private int number(byte[] mint) {
    Integer fresh = mintNumbers.size();
    Integer known = mintNumbers.putIfAbsent(ByteBuffer.wrap(mint), fresh);
    return known == null ? fresh : known;
  }

  private void store(double[] values, int from) {
    for (int i = 0; i < values.length; i++) {
      numbers[from + i][size] = values[i];
    }
  }

  private void grow() {
    capacity = (int) Math.min(MOST_ROWS, 2L * capacity);
    Arrays.setAll(times, column -> Arrays.copyOf(times[column], capacity));
    mints = Arrays.copyOf(mints, capacity);
    Arrays.setAll(numbers, column -> Arrays.copyOf(numbers[column], capacity));
  }

  /** The mints in UTF-8; the index is the mint's number in the set. */
  public byte[][] mintsUtf8() {
    byte[][] names = new byte[mintNumbers.size()][];
    mintNumbers.forEach((name, number) -> names[number] = name.array());
    return names;
  }

  /** The set of all rows, ordered by decision time, then by key; call it once. */
  public TrainingSet build(TrainingSummary summary) {
    RowOrder order = RowOrder.by(size, this::compare);
    int outcomes = summary.labelNames().size();
    int features = outcomes + summary.outcomeNames().size();
    int end = features + summary.featureNames().size();
    return new TrainingSet(
        summary.model(),
        summary.labelNames(),
        summary.outcomeNames(),
        summary.featureNames(),
        order.of(times[0]),
        order.of(times[1]),
        order.of(keys),
        order.of(mints),
        numbers(0, outcomes, order),
        numbers(outcomes, features, order),
        numbers(features, end, order),
        summary.rowCounts(),
        summary.dataFrom(),
        summary.dataTo(),
        summary.facts());
  }

  private int compare(int a, int b) {
    int byTime = Long.compare(times[0][a], times[0][b]);
    return byTime != 0 ? byTime : keys.compare(a, b);
  }

  private double[][] numbers(int from, int end, RowOrder order) {
    double[][] columns = new double[end - from][0];
    for (int column = from; column < end && size > 0; column++) {
      columns[column - from] = order.of(numbers[column]);
      numbers[column] = null;
    }
    return columns;
  }

  /** The order of collected rows. If they arrived in order, no row is moved. */
  static final class RowOrder {
    /** Compares two rows by number. */
    interface Comparison {
      int compare(int a, int b);
    }

    private final int size;

    /** Row numbers in order; empty if the rows arrived in order. */
    private final Optional<int[]> rows;

    private RowOrder(int size, Optional<int[]> rows) {
      this.size = size;
      this.rows = rows;
    }

    /** Sorts rows 0 to {@code size - 1} by a comparison; equal rows keep their order. */
    static RowOrder by(int size, Comparison comparison) {
      if (isInOrder(size, comparison)) {
        return new RowOrder(size, Optional.empty());
      }
      Integer[] boxed = new Integer[size];
      Arrays.setAll(boxed, row -> row);
      // a merge sort that uses existing runs: two logs one after the other are merged
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
     * The values of all rows in order; the column itself if nothing has to be moved or cut off.
     *
     * @param column one value for each row; may be longer
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

    /** {@link #of(double[])} for a column of longs. */
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

    /** {@link #of(double[])} for a column of ints. */
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

    /** {@link #of(double[])} for keys. */
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
}
