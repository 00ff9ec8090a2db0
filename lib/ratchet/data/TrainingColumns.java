package ratchet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows collected into columns. They grow in pieces, so that no row is moved before the number of
 * rows is known, and each column's pieces are let go once it has been put together.
 */
final class TrainingColumns implements TrainingRowSink {
  private static final int PIECE_ROWS = 1 << 14;

  /** By column; one of numbers is null once it has been put together. */
  private record Piece(long[][] times, double[][] numbers) {}

  private final List<Piece> pieces = new ArrayList<>();
  private final KeyList keys = new KeyList();
  private int size;

  @Override
  public void add(
      long decisionMs,
      long labelEndMs,
      String key,
      double[] labels,
      double[] outcomes,
      double[] features) {
    int place = size % PIECE_ROWS;
    if (place == 0) {
      int width = labels.length + outcomes.length + features.length;
      pieces.add(new Piece(new long[2][PIECE_ROWS], new double[width][PIECE_ROWS]));
    }
    Piece piece = pieces.get(pieces.size() - 1);
    piece.times[0][place] = decisionMs;
    piece.times[1][place] = labelEndMs;
    keys.add(key);
    int column = store(labels, piece.numbers, 0, place);
    column = store(outcomes, piece.numbers, column, place);
    store(features, piece.numbers, column, place);
    size++;
  }

  private static int store(double[] values, double[][] columns, int from, int place) {
    for (int i = 0; i < values.length; i++) {
      columns[from + i][place] = values[i];
    }
    return from + values.length;
  }

  /** The set of all rows in the order of decision time, then of the key; to be called once. */
  TrainingSet build(TrainingSummary summary) {
    int[] order = RowOrder.by(size, this::compare);
    int outcomes = summary.labelNames().size();
    int features = outcomes + summary.outcomeNames().size();
    int end = features + summary.featureNames().size();
    return new TrainingSet(
        summary.model(),
        summary.labelNames(),
        summary.outcomeNames(),
        summary.featureNames(),
        times(0, order),
        times(1, order),
        keys(order),
        numbers(0, outcomes, order),
        numbers(outcomes, features, order),
        numbers(features, end, order),
        summary.rowCounts(),
        summary.dataFrom(),
        summary.dataTo(),
        summary.facts());
  }

  private int compare(int a, int b) {
    int byTime = Long.compare(piece(a).times[0][a % PIECE_ROWS], piece(b).times[0][b % PIECE_ROWS]);
    return byTime != 0 ? byTime : MintOrder.compare(keys.get(a), keys.get(b));
  }

  private Piece piece(int row) {
    return pieces.get(row / PIECE_ROWS);
  }

  private long[] times(int column, int[] order) {
    long[] ordered = new long[order.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = piece(order[i]).times[column][order[i] % PIECE_ROWS];
    }
    pieces.forEach(piece -> piece.times[column] = null);
    return ordered;
  }

  private List<String> keys(int[] order) {
    if (IntStream.range(0, size).allMatch(place -> order[place] == place)) {
      return keys;
    }
    KeyList ordered = new KeyList();
    for (int row : order) {
      ordered.add(keys.get(row));
    }
    return ordered;
  }

  private double[][] numbers(int from, int end, int[] order) {
    double[][] columns = new double[end - from][];
    for (int column = from; column < end; column++) {
      columns[column - from] = numbers(column, order);
    }
    return columns;
  }

  private double[] numbers(int column, int[] order) {
    double[] ordered = new double[order.length];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = piece(order[i]).numbers[column][order[i] % PIECE_ROWS];
    }
    pieces.forEach(piece -> piece.numbers[column] = null);
    return ordered;
  }
}
