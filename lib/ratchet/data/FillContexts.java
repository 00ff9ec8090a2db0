package ratchet.data;

import java.util.function.Supplier;

/** The logged {@code fill_preds} contexts in the order of time, then of logging, not parsed. */
final class FillContexts implements BatchSource<ContextBatch> {
  private static final String SQL =
      "SELECT ts, route, ctx_json FROM fill_preds WHERE rowid <= ?1 AND route IS NOT NULL";
  private static final String LAST_ROW = "SELECT ifnull(max(rowid), 0) FROM fill_preds";
  private static final String FIRST_ROW = "SELECT ifnull(min(rowid), 0) FROM fill_preds";

  private final Database database;
  private final RouteNumbers routes;
  private final long lastRow;
  private final long untilMs;
  private final Supplier<TimeWindow> window;
  private TimeWindow wanted;
  private Cursor rows;

  /**
   * Opens nothing until the first batch is asked for.
   *
   * @param routes shared with whoever reads attempts; several threads may add to it
   * @param lastRow no row that was written after this one counts
   * @param untilMs nor one that is later
   * @param window of the contexts that are wanted; asked for once, when the log's order is known
   */
  FillContexts(
      Database database,
      RouteNumbers routes,
      long lastRow,
      long untilMs,
      Supplier<TimeWindow> window) {
    this.database = database;
    this.routes = routes;
    this.lastRow = lastRow;
    this.untilMs = untilMs;
    this.window = window;
  }

  /** The row that was written last, 0 in an empty log. */
  static long lastRow(Database database) {
    return Sql.one(database, LAST_ROW, row -> row.getLong(1));
  }

  /**
   * Whether two connections to one file see the same contexts, up to one's last row: the log only
   * grows, but for old rows that may be purged.
   */
  static boolean areTheSame(Database one, Database other) {
    return Sql.one(one, FIRST_ROW, row -> row.getLong(1))
            .equals(Sql.one(other, FIRST_ROW, row -> row.getLong(1)))
        && lastRow(other) >= lastRow(one);
  }

  @Override
  public ContextBatch next() {
    if (rows == null) {
      LogOrder order = LogOrder.of(database, "fill_preds", untilMs);
      wanted = window.get();
      rows = Cursor.open(database, SQL + order.orderBy("rowid"), lastRow);
    }
    ContextBatch batch = new ContextBatch();
    for (; !batch.isFull() && rows.hasRow(); rows.advance()) {
      double logged = rows.number(1);
      long ms = Timestamps.toMilliseconds(logged);
      if (!Double.isNaN(logged) && wanted.contains(ms)) {
        batch.add(ms, routes.of(rows.utf8(2)), rows.utf8(3));
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
