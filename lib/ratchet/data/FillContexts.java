package ratchet.data;

import java.util.Arrays;
import java.util.List;

/**
 * The logged {@code fill_preds} contexts as columns in the order of time, then of logging: the
 * table is read once from front to back and its JSON parsed on the way, and what is put in order is
 * numbers.
 */
final class FillContexts {
  static final List<String> NAMES =
      List.of(
          "lpSol",
          "congestionScore",
          "spreadBps",
          "volatilityBps",
          "ageSec",
          "rugProb",
          "slippageBps");

  private static final String SQL =
      "SELECT ts, route, ctx_json FROM fill_preds"
          + " WHERE typeof(ts) IN ('integer','real') AND route IS NOT NULL ORDER BY rowid";

  private final JsonInputs inputs = new JsonInputs("ctx", NAMES);
  private long[] times = new long[1024];
  private int[] routes = new int[1024];
  private boolean[] usable = new boolean[1024];
  private final double[][] values = new double[NAMES.size()][1024];
  private int size;
  private int[] order;

  private FillContexts() {}

  /**
   * Whether two connections to one file see the same contexts: the log only grows, so its last row
   * tells.
   */
  static boolean areTheSame(Database one, Database other) {
    return lastRow(one) == lastRow(other);
  }

  private static long lastRow(Database database) {
    return Sql.one(database, "SELECT max(rowid) FROM fill_preds", row -> row.getLong(1));
  }

  /**
   * @param routeNumbers shared with whoever reads attempts; several threads may add to it
   */
  static FillContexts read(Database database, long fromMs, long toMs, RouteNumbers routeNumbers) {
    FillContexts contexts = new FillContexts();
    try (Cursor rows = Cursor.open(database, SQL)) {
      while (rows.hasRow()) {
        long ms = Timestamps.toMilliseconds(rows.number(1));
        if (ms >= fromMs && ms <= toMs) {
          contexts.add(ms, routeNumbers.of(rows.text(2)), rows.bytes(3));
        }
        rows.advance();
      }
    }
    contexts.order = RowOrder.by(contexts.size, (a, b) -> contexts.compare(a, b));
    return contexts;
  }

  private void add(long ms, int route, byte[] json) {
    if (size == times.length) {
      int capacity = 2 * size;
      times = Arrays.copyOf(times, capacity);
      routes = Arrays.copyOf(routes, capacity);
      usable = Arrays.copyOf(usable, capacity);
      for (int j = 0; j < values.length; j++) {
        values[j] = Arrays.copyOf(values[j], capacity);
      }
    }
    times[size] = ms;
    routes[size] = route;
    usable[size] = inputs.readUtf8(json);
    inputs.copyTo(values, size);
    size++;
  }

  private int compare(int a, int b) {
    int byTime = Long.compare(times[a], times[b]);
    return byTime != 0 ? byTime : Integer.compare(a, b);
  }

  int size() {
    return size;
  }

  /** The row at a place in the order of time. */
  int at(int place) {
    return order[place];
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
