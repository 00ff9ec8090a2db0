package ratchet.data.log;

import java.util.Arrays;

/** The latest logged context of each route, as time goes on. */
public final class LatestContexts {
  private static final int USUAL_ROUTES = 8;

  private final BatchSource<ContextBatch> source;
  private ContextBatch batch;
  private int next;
  private long[] times = new long[USUAL_ROUTES];
  private boolean[] usable = new boolean[USUAL_ROUTES];

  /** By route; null before its first context. */
  private double[][] values = new double[USUAL_ROUTES][];

  public LatestContexts(BatchSource<ContextBatch> source) {
    this.source = source;
    batch = source.next();
  }

  /** Takes in all contexts up to a moment; moments must not fall. */
  public void advanceTo(long ms) {
    while (batch != null && batch.ms(next) <= ms) {
      take(batch.route(next));
      if (++next == batch.size()) {
        batch = source.next();
        next = 0;
      }
    }
  }

  private void take(int route) {
    if (route >= values.length) {
      times = Arrays.copyOf(times, 2 * route);
      usable = Arrays.copyOf(usable, 2 * route);
      values = Arrays.copyOf(values, 2 * route);
    }
    if (values[route] == null) {
      values[route] = new double[ContextBatch.NAMES.size()];
    }
    times[route] = batch.ms(next);
    usable[route] = batch.copyTo(values[route], next);
  }

  /**
   * Whether the route has a context that is not older.
   *
   * @param route may be {@link RouteNumbers#NONE}
   */
  public boolean isKnown(int route, long sinceMs) {
    return route >= 0 && route < values.length && values[route] != null && times[route] >= sinceMs;
  }

  /**
   * Fills the inputs, which know {@link ContextBatch#NAMES}, with the latest context of a route
   * that is known.
   *
   * @return whether it can be used
   */
  public boolean copyTo(JsonInputs into, int route) {
    into.setAll(values[route]);
    return usable[route];
  }
}
