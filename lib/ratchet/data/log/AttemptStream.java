package ratchet.data.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.OrderCheck;
import ratchet.data.sqlite.TimeWindow;
import ratchet.data.sqlite.Timestamps;

/** The logged attempts, live and simulated, in the order of time, then key, then logging. */
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
   * Opens the attempts within a window.
   *
   * @param untilMs later rows are ignored, and may be out of order
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
   * The next attempt; null at the end.
   *
   * @throws OrderCheck.NotInOrder when a log is not in the order that was assumed
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

  /** The number of simulated rows so far of this kind; echoes are left out. */
  public long echoes(EchoSources.Kind kind) {
    return simulated.echoes(kind);
  }

  @Override
  public void close() {
    live.close();
    simulated.close();
  }

  /** One of the two logs of attempts, read in the order of time. */
  static final class AttemptLog implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final boolean isLive;
    private final byte[] prefix;
    private final Cursor rows;
    private final RouteNumbers routes;
    private final TimeWindow window;
    private final OrderCheck check;
    private final EchoSources echoes;
    private final long[] echoed = new long[EchoSources.Kind.values().length];

    /** The end of the keys of each route, at 0 for attempts without one; null until first used. */
    private byte[][] keyEnds = {};

    private Attempt current;

    private AttemptLog(
        boolean isLive,
        Cursor rows,
        OrderCheck check,
        EchoSources echoes,
        TimeWindow window,
        RouteNumbers routes) {
      this.isLive = isLive;
      this.echoes = echoes;
      this.prefix = utf8(isLive ? "exec:" : "sim:");
      this.rows = rows;
      this.check = check;
      this.window = window;
      this.routes = routes;
      try {
        read();
      } catch (RuntimeException e) {
        rows.close();
        throw e;
      }
    }

    /**
     * Keys are {@code exec:}, then the order, or # and the row number, then {@code :} and the
     * route.
     */
    static AttemptLog live(
        Database database, LogOrder order, long untilMs, TimeWindow window, RouteNumbers routes) {
      Cursor rows =
          open(database, "order_id, rowid, side", "exec_outcomes", order.orderBy("rowid"));
      OrderCheck check = new OrderCheck(order, untilMs);
      return new AttemptLog(true, rows, check, EchoSources.NONE, window, routes);
    }

    /**
     * Keys are {@code sim:}, the mint, {@code :} and the route. Echoes are left out and counted.
     */
    static AttemptLog simulated(
        Database database,
        LogOrder order,
        EchoSources echoes,
        long untilMs,
        TimeWindow window,
        RouteNumbers routes) {
      Cursor rows = open(database, "mint, 0, source", "sim_exec_outcomes", order.orderBy("ts"));
      OrderCheck check = new OrderCheck(order, untilMs);
      return new AttemptLog(false, rows, check, echoes, window, routes);
    }

    private static Cursor open(Database database, String name, String table, String order) {
      return Cursor.open(
          database,
          "SELECT ts, route, filled, slippage_bps_real, time_to_land_ms, slippage_bps_req,"
              + " amount_in, "
              + name
              + ", mint FROM "
              + table
              + order);
    }

    private void read() {
      current = null;
      for (; current == null && rows.hasRow(); rows.advance()) {
        double logged = rows.number(1);
        if (!Double.isNaN(logged)) {
          long ms = Timestamps.toMilliseconds(logged);
          check.next(ms);
          current = window.contains(ms) && !isEcho() ? attempt(ms, logged) : null;
        }
      }
    }

    private boolean isEcho() {
      if (isLive) {
        return false;
      }
      EchoSources.Kind kind = echoes.kind(rows.utf8(10));
      echoed[kind.ordinal()]++;
      return kind != EchoSources.Kind.MEASUREMENT;
    }

    private Attempt attempt(long ms, double logged) {
      int route = routes.of(rows.utf8(2));
      double filled = rows.number(3);
      boolean isFilled = Attempt.isFilled(filled);
      boolean isSell = isLive && isSell(rows.utf8(10));
      double slippageBps = isFilled ? rows.number(4) : Double.NaN;
      byte[] mint = rows.utf8(11);
      return new Attempt(
          ms,
          rows.whole(9),
          key(route),
          mint == null ? NOTHING : mint,
          route,
          filled,
          isSell ? 0 - slippageBps : slippageBps,
          isFilled ? rows.number(5) : Double.NaN,
          rows.number(6),
          rows.number(7),
          isSell,
          isLive ? 0 : logged);
    }

    private static boolean isSell(byte[] side) {
      return side != null
          && side.length == 4
          && "sell".equalsIgnoreCase(new String(side, StandardCharsets.UTF_8));
    }

    private byte[] key(int route) {
      byte[] logged = rows.utf8(8);
      byte[] name = logged == null ? NOTHING : logged;
      if (isLive && name.length == 0) {
        name = utf8("#" + rows.whole(9));
      }
      byte[] end = keyEnd(route);
      byte[] key = Arrays.copyOf(prefix, prefix.length + name.length + end.length);
      System.arraycopy(name, 0, key, prefix.length, name.length);
      System.arraycopy(end, 0, key, prefix.length + name.length, end.length);
      return key;
    }

    private byte[] keyEnd(int route) {
      int place = route - RouteNumbers.NONE;
      if (place >= keyEnds.length) {
        keyEnds = Arrays.copyOf(keyEnds, 2 * place + 1);
      }
      if (keyEnds[place] == null) {
        keyEnds[place] = utf8(route == RouteNumbers.NONE ? ":" : ":" + rows.text(2));
      }
      return keyEnds[place];
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The number of rows of this kind within the window. */
    long echoes(EchoSources.Kind kind) {
      return echoed[kind.ordinal()];
    }

    /** When the next attempt was logged; {@link Long#MAX_VALUE} at the end. */
    long ms() {
      return current == null ? Long.MAX_VALUE : current.ms();
    }

    /** Appends the next attempts to a list while they have this time. */
    void take(long ms, List<Attempt> into) {
      while (current != null && current.ms() == ms) {
        into.add(current);
        read();
      }
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
