package ratchet.data;

import java.util.Arrays;

/** The latest logged context of each route, as time goes on. */
final class LatestContexts {
  private final BatchSource<ContextBatch> source;
  private ContextBatch batch;
  private int next;
  private ContextBatch[] batches = new ContextBatch[8];
  private int[] rows = new int[8];

  LatestContexts(BatchSource<ContextBatch> source) {
    this.source = source;
    batch = source.next();
  }

  /** Takes in all contexts up to a moment; moments must not fall. */
  void advanceTo(long ms) {
    while (batch != null && batch.ms(next) <= ms) {
      int route = batch.route(next);
      if (route >= batches.length) {
        batches = Arrays.copyOf(batches, 2 * route);
        rows = Arrays.copyOf(rows, 2 * route);
      }
      batches[route] = batch;
      rows[route] = next;
      if (++next == batch.size()) {
        batch = source.next();
        next = 0;
      }
    }
  }

  /**
   * Whether the route has a context that is not older.
   *
   * @param route may be {@link RouteNumbers#NONE}
   */
  boolean isKnown(int route, long sinceMs) {
    return route >= 0
        && route < batches.length
        && batches[route] != null
        && batches[route].ms(rows[route]) >= sinceMs;
  }

  /**
   * Fills the inputs with the latest context of a route that is known.
   *
   * @return whether it can be used
   */
  boolean copyTo(JsonInputs into, int route) {
    return batches[route].copyTo(into, rows[route]);
  }
}
