package ratchet.data;

import java.util.List;

/** A number of logged {@code fill_preds} contexts that follow each other in time, as columns. */
final class ContextBatch {
  static final List<String> NAMES =
      List.of(
          "lpSol",
          "congestionScore",
          "spreadBps",
          "volatilityBps",
          "ageSec",
          "rugProb",
          "slippageBps");

  private static final int MOST_ROWS = 512;

  private final long[] times = new long[MOST_ROWS];
  private final int[] routes = new int[MOST_ROWS];
  private final boolean[] usable = new boolean[MOST_ROWS];
  private final double[][] values = new double[NAMES.size()][MOST_ROWS];
  private int size;

  /**
   * @param isUsable whether the inputs, which know {@link #NAMES}, hold a context
   */
  void add(long ms, int route, boolean isUsable, JsonInputs inputs) {
    times[size] = ms;
    routes[size] = route;
    usable[size] = isUsable;
    inputs.copyTo(values, size);
    size++;
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
   * Fills the inputs, which know {@link #NAMES}, with a row.
   *
   * @return whether the row's context can be used
   */
  boolean copyTo(JsonInputs into, int row) {
    into.copyFrom(values, row);
    return usable[row];
  }
}
