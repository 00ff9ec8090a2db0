package ratchet.data.log;

import java.util.function.Supplier;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.OrderCheck;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.TimeWindow;
import ratchet.data.sqlite.Timestamps;

/** The logged {@code fill_preds} contexts in the order of time, then of logging, not parsed. */
public final class FillContexts implements BatchSource<ContextBatch> {
  private static final String SQL =
      "SELECT ts, route, ctx_json FROM fill_preds WHERE rowid <= ?1 AND route IS NOT NULL";
  private static final String LAST_ROW = "SELECT ifnull(max(rowid), 0) FROM fill_preds";
  private static final String FIRST_ROW = "SELECT ifnull(min(rowid), 0) FROM fill_preds";

  private final Database database;
  private final LogOrder.Finder finder;
  private final RouteNumbers routes;
  private final long lastRow;
  private final long untilMs;
  private final Supplier<TimeWindow> window;
  private TimeWindow wanted;
  private OrderCheck check;
  private Cursor rows;

  /**
   * Opens nothing until the first call of {@link #next}.
   *
   * @param finder of the log's order
   * @param routes shared with the reader of attempts, which may be on another thread
   * @param lastRow rowid of the last row to read
   * @param untilMs later rows are ignored
   * @param window of the contexts to read; called once, when the log's order is known
   */
  public FillContexts(
      Database database,
      LogOrder.Finder finder,
      RouteNumbers routes,
      long lastRow,
      long untilMs,
      Supplier<TimeWindow> window) {
    this.database = database;
    this.finder = finder;
    this.routes = routes;
    this.lastRow = lastRow;
    this.untilMs = untilMs;
    this.window = window;
  }

  /** The rowid of the last row; 0 in an empty log. */
  public static long lastRow(Database database) {
    return Sql.one(database, LAST_ROW, row -> row.getLong(1));
  }

  /**
   * Whether two connections to one file see the same contexts, up to the last row of {@code one}.
   * Rows are only appended, or purged from the start, so the first and the last row decide.
   */
  public static boolean areTheSame(Database one, Database other) {
    return Sql.one(one, FIRST_ROW, row -> row.getLong(1))
            .equals(Sql.one(other, FIRST_ROW, row -> row.getLong(1)))
        && lastRow(other) >= lastRow(one);
  }

  /**
   * The next contexts; null at the end.
   *
   * @throws OrderCheck.NotInOrder when the log is not in the order that was assumed
   */
  @Override
  public ContextBatch next() {
    if (rows == null) {
      LogOrder order = finder.of(database, "fill_preds", untilMs);
      check = new OrderCheck(order, untilMs);
      wanted = window.get();
      rows = Cursor.open(database, SQL + order.orderBy("rowid"), lastRow);
    }
    ContextBatch batch = new ContextBatch();
    for (; !batch.isFull() && rows.hasRow(); rows.advance()) {
      double logged = rows.number(1);
      if (!Double.isNaN(logged)) {
        long ms = Timestamps.toMilliseconds(logged);
        check.next(ms);
        if (wanted.contains(ms)) {
          batch.add(ms, routes.of(rows.utf8(2)), rows.utf8(3));
        }
      }
    }
    return batch.size() == 0 ? null : batch;
  }

  @Override
  public void close() {
    if (rows != null) {
      rows.close();
    }
  }
}
