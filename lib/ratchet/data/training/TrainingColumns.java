package ratchet.data.training;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows collected into columns. Where their number was told beforehand and all of them come, in
 * order, no row is ever moved: memory that is touched once costs more than all else that is done
 * with it.
 */
final class TrainingColumns implements TrainingRowSink {
  private static final int LEAST_ROWS = 1024;
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  /** Of decisions, and of what was known of their labels. */
  private final long[][] times = new long[2][0];

  private KeyList keys = new KeyList();

  /** By row, the number of its mint, counted as they were met. */
  private int[] mints = {};

  private Map<ByteBuffer, Integer> mintNumbers = new HashMap<>();

  /** Labels, outcomes, features; a column is null once it has been put into a set. */
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

  /** The set of all rows in the order of decision time, then of the key; to be called once. */
  TrainingSet build(TrainingSummary summary) {
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
}
