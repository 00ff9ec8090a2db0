package ratchet.data.log;

import java.util.List;

/**
 * A number of logged {@code fill_preds} contexts that follow each other in time, as columns: first
 * their texts, and once these are parsed, their numbers.
 */
public final class ContextBatch {
  public static final List<String> NAMES =
      List.of(
          "lpSol",
          "congestionScore",
          "spreadBps",
          "volatilityBps",
          "ageSec",
          "rugProb",
          "slippageBps",
          "amountLamports");

  private static final int MOST_ROWS = 512;

  private final long[] times = new long[MOST_ROWS];
  private final int[] routes = new int[MOST_ROWS];
  private PackedJson texts = new PackedJson(MOST_ROWS);
  private boolean[] usable;
  private double[][] values;
  private int size;

  /**
   * @param json the logged text in UTF-8; null where there is none
   */
  void add(long ms, int route, byte[] json) {
    times[size] = ms;
    routes[size] = route;
    texts.add(json);
    size++;
  }

  /**
   * Takes the numbers from the texts, which are let go.
   *
   * @param inputs that know {@link #NAMES}
   */
  void parse(JsonInputs inputs) {
    usable = new boolean[size];
    values = new double[NAMES.size()][size];
    try (PackedJson.Reader reader = texts.reader(inputs)) {
      for (int row = 0; row < size; row++) {
        usable[row] = reader.next();
        inputs.copyTo(values, row);
      }
    }
    texts = null;
  }

  boolean isFull() {
    return size == MOST_ROWS;
  }

  int size() {
    return size;
  }

  long ms(int row) {
    return times[row];
  }

  int route(int row) {
    return routes[row];
  }

  /**
   * Puts the values of a row of a batch that was parsed into an array, in the order of the names.
   *
   * @param from where in the array the first goes
   * @return whether the row's context can be used
   */
  boolean copyTo(double[] into, int from, int row) {
    for (int i = 0; i < values.length; i++) {
      into[from + i] = values[i][row];
    }
    return usable[row];
  }
}
