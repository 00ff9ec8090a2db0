package ratchet.data.inspection;

import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.Timestamps;

/**
 * How many rows a table got in each hour of a window. Memory depends on the window and not on the
 * table.
 *
 * @param fromMs start of the first hour, milliseconds since the epoch, a whole hour in UTC
 * @param rows number of rows in each hour
 * @param earlier rows before the window
 * @param later rows after it
 * @param withoutTime rows whose time is null or cannot be read
 */
public record HourlyRows(long fromMs, long[] rows, long earlier, long later, long withoutTime) {
  private static final long HOUR_MS = 3_600_000;

  /**
   * One scan of the table's time column.
   *
   * @param hours length of the window
   * @param toMs a time in its last hour, milliseconds since the epoch
   * @throws ratchet.model.InputException when there is no such table
   */
  public static HourlyRows read(Database database, String table, int hours, long toMs) {
    database.requireTables(table);
    long fromMs = (Math.floorDiv(toMs, HOUR_MS) + 1 - hours) * HOUR_MS;
    long[] rows = new long[hours];
    // before, after, without
    long[] outside = new long[3];
    String time =
        Tables.timeColumn(database, table).map(column -> milliseconds(column)).orElse("NULL");
    for (Database part : database.parts()) {
      Sql.forEach(
          part,
          "SELECT " + time + " FROM " + Sql.quoted(table),
          row -> {
            long ms = row.getLong(1);
            if (ms == 0 && row.wasNull()) {
              outside[2]++;
            } else if (ms < fromMs) {
              outside[0]++;
            } else if (ms - fromMs >= hours * HOUR_MS) {
              outside[1]++;
            } else {
              rows[(int) ((ms - fromMs) / HOUR_MS)]++;
            }
          });
    }
    return new HourlyRows(fromMs, rows, outside[0], outside[1], outside[2]);
  }

  private static String milliseconds(String column) {
    String quoted = Sql.quoted(column);
    return column.equals("created_at")
        ? "CAST(round((julianday(" + quoted + ") - 2440587.5) * 86400000) AS INTEGER)"
        : "CASE WHEN typeof("
            + quoted
            + ") IN ('integer','real') THEN "
            + Timestamps.milliseconds(quoted)
            + " END";
  }
}
