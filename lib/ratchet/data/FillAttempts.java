package ratchet.data;

import java.util.Arrays;

/**
 * The logged attempts, live and simulated, as columns in the order of time, key and logging. A
 * number that was not logged is NaN, a route that was not is negative.
 */
final class FillAttempts {
  static final int FILLED = 0;
  static final int SLIPPAGE = 1;
  static final int TIME_TO_LAND = 2;
  static final int REQUESTED = 3;
  private static final int PLACE = 4;

  private long[] times = new long[1024];
  private int[] routes = new int[1024];
  private String[] keys = new String[1024];
  private final double[][] numbers = new double[5][1024];
  private int size;
  private int[] order;

  private FillAttempts() {}

  static FillAttempts read(Database database, long fromMs, long toMs, RouteNumbers routeNumbers) {
    FillAttempts attempts = new FillAttempts();
    attempts.addAll(database, Execution.LIVE_ATTEMPTS, fromMs, toMs, routeNumbers);
    attempts.addAll(database, Execution.SIMULATED_ATTEMPTS, fromMs, toMs, routeNumbers);
    attempts.order = RowOrder.by(attempts.size, (a, b) -> attempts.compare(a, b));
    return attempts;
  }

  private void addAll(
      Database database, String sql, long fromMs, long toMs, RouteNumbers routeNumbers) {
    try (Cursor rows = Cursor.open(database, sql, fromMs, toMs)) {
      while (rows.hasRow()) {
        if (size == times.length) {
          grow(2 * size);
        }
        times[size] = rows.whole(1);
        keys[size] = rows.text(2);
        routes[size] = routeNumbers.of(rows.text(3));
        for (int j = 0; j < numbers.length; j++) {
          numbers[j][size] = rows.number(4 + j);
        }
        size++;
        rows.advance();
      }
    }
  }

  private void grow(int capacity) {
    times = Arrays.copyOf(times, capacity);
    routes = Arrays.copyOf(routes, capacity);
    keys = Arrays.copyOf(keys, capacity);
    for (int j = 0; j < numbers.length; j++) {
      numbers[j] = Arrays.copyOf(numbers[j], capacity);
    }
  }

  private int compare(int a, int b) {
    int byTime = Long.compare(times[a], times[b]);
    if (byTime != 0) {
      return byTime;
    }
    int byKey = MintOrder.compare(keys[a], keys[b]);
    return byKey != 0 ? byKey : Double.compare(numbers[PLACE][a], numbers[PLACE][b]);
  }

  int size() {
    return size;
  }

  /** The row at a place in the order. */
  int at(int place) {
    return order[place];
  }

  long ms(int row) {
    return times[row];
  }

  String key(int row) {
    return keys[row];
  }

  int route(int row) {
    return routes[row];
  }

  /**
   * @param column {@link #FILLED}, {@link #SLIPPAGE}, {@link #TIME_TO_LAND} or {@link #REQUESTED}
   */
  double number(int column, int row) {
    return numbers[column][row];
  }
}
