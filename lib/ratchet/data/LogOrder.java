package ratchet.data;

/**
 * When a log begins and ends, and whether its rows lie in the file in the order of time. Then it is
 * read from front to back; a log that several services wrote, or that was imported, is sorted by
 * SQLite, which keeps what does not fit its cache in a temporary file. Either way memory does not
 * grow with the rows.
 *
 * @param firstMs 0 where the log is empty
 * @param lastMs 0 where the log is empty
 * @param rows that have a time
 */
record LogOrder(long firstMs, long lastMs, long rows, boolean isByTime) {
  private static final String BY_TIME = " ORDER BY " + Timestamps.milliseconds("ts") + ", ";

  /**
   * By one pass over the table, of which no row later than {@code untilMs} counts.
   *
   * @param table one that has a column {@code ts}
   */
  static LogOrder of(Database database, String table, long untilMs) {
    boolean hasRowNumbers = Tables.hasRowNumbers(database, table);
    String sql = "SELECT ts FROM " + table + (hasRowNumbers ? " ORDER BY rowid" : "");
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long count = 0;
    boolean isByTime = hasRowNumbers;
    try (Cursor rows = Cursor.open(database, sql)) {
      for (; rows.hasRow(); rows.advance()) {
        double logged = rows.number(1);
        long ms = Timestamps.toMilliseconds(logged);
        if (!Double.isNaN(logged) && ms <= untilMs) {
          count++;
          isByTime &= ms >= last;
          first = Math.min(first, ms);
          last = Math.max(last, ms);
        }
      }
    }
    return new LogOrder(count == 0 ? 0 : first, count == 0 ? 0 : last, count, isByTime);
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /**
   * The end of a query that reads the table in the order of time.
   *
   * @param then orders rows of one millisecond; where the table is in order, they come as written
   */
  String orderBy(String then) {
    return isByTime ? " ORDER BY rowid" : BY_TIME + then;
  }
}
