package ratchet.data;

/**
 * The logged {@code fill_preds} contexts in the order of time, then of logging, their JSON parsed,
 * batch by batch.
 */
final class FillContexts implements BatchSource<ContextBatch> {
  private static final String LAST_ROW = "SELECT ifnull(max(rowid), 0) FROM fill_preds";
  private static final String FIRST_ROW = "SELECT ifnull(min(rowid), 0) FROM fill_preds";

  private final JsonInputs inputs = new JsonInputs("ctx", ContextBatch.NAMES);
  private final RouteNumbers routes;
  private final long fromMs;
  private final long toMs;
  private final Cursor rows;

  /**
   * @param routes shared with whoever reads attempts; several threads may add to it
   * @param lastRow no row that was written after this one counts
   */
  FillContexts(Database database, long fromMs, long toMs, RouteNumbers routes, long lastRow) {
    this.fromMs = fromMs;
    this.toMs = toMs;
    this.routes = routes;
    LogOrder order = LogOrder.of(database, "fill_preds", toMs);
    rows =
        Cursor.open(
            database,
            "SELECT ts, route, ctx_json FROM fill_preds WHERE rowid <= ?1 AND route IS NOT NULL"
                + order.orderBy("rowid"),
            lastRow);
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
    ContextBatch batch = new ContextBatch();
    for (; !batch.isFull() && rows.hasRow(); rows.advance()) {
      double logged = rows.number(1);
      long ms = Timestamps.toMilliseconds(logged);
      if (!Double.isNaN(logged) && ms >= fromMs && ms <= toMs) {
        batch.add(ms, routes.of(rows.text(2)), inputs.readUtf8(rows.bytes(3)), inputs);
      }
    }
    return batch.size() == 0 ? null : batch;
  }

  @Override
  public void close() {
    rows.close();
  }
}
