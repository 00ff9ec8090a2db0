package ratchet.data.log;

import java.util.ArrayList;
import java.util.List;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.OrderCheck;
import ratchet.data.sqlite.TimeWindow;

/** The logged attempts, live and simulated, in the order of time, key and logging. */
public final class AttemptStream implements AutoCloseable {
  private final AttemptLog live;
  private final AttemptLog simulated;
  private final List<Attempt> ofOneMoment = new ArrayList<>();
  private int next;

  private AttemptStream(AttemptLog live, AttemptLog simulated) {
    this.live = live;
    this.simulated = simulated;
  }

  /**
   * Those within a window.
   *
   * @param untilMs later rows do not count, and may lie anywhere
   * @throws OrderCheck.NotInOrder as {@link #next} does
   */
  public static AttemptStream open(
      Database database,
      LogOrder liveOrder,
      LogOrder simulatedOrder,
      EchoSources echoes,
      long untilMs,
      TimeWindow window,
      RouteNumbers routes) {
    AttemptLog live = AttemptLog.live(database, liveOrder, untilMs, window, routes);
    try {
      return new AttemptStream(
          live, AttemptLog.simulated(database, simulatedOrder, echoes, untilMs, window, routes));
    } catch (RuntimeException e) {
      live.close();
      throw e;
    }
  }

  /**
   * The next attempt; null when there is none any more.
   *
   * @throws OrderCheck.NotInOrder when a log does not have the order that was assumed of it
   */
  public Attempt next() {
    if (next == ofOneMoment.size()) {
      ofOneMoment.clear();
      next = 0;
      long ms = Math.min(live.ms(), simulated.ms());
      live.take(ms, ofOneMoment);
      simulated.take(ms, ofOneMoment);
      if (ofOneMoment.size() > 1) {
        ofOneMoment.sort(Attempt.BY_KEY);
      }
    }
    return next < ofOneMoment.size() ? ofOneMoment.get(next++) : null;
  }

  /** Simulated rows so far that were left out, as they measure nothing. */
  public long echoes(EchoSources.Kind kind) {
    return simulated.echoes(kind);
  }

  @Override
  public void close() {
    live.close();
    simulated.close();
  }
}
