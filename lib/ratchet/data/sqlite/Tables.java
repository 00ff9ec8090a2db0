package ratchet.data.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Facts about the tables of a database, for checks and summaries. With several files, a table or
 * column exists if all of them have it, and rows are counted over all.
 */
public final class Tables {
  /** SQLite's julianday reads texts of {@code datetime('now')} and ISO-8601 with Z. */
  private static final String TEXT_TIME =
      """
      SELECT count(*), sum(julianday(T) IS NOT NULL), sum(julianday(T) IS NULL),
             sum(julianday(T) < 2440587.5),
             min(CAST(round((julianday(T) - 2440587.5) * 86400000) AS INTEGER)),
             max(CAST(round((julianday(T) - 2440587.5) * 86400000) AS INTEGER))
      FROM TABLE_NAME\
      """;

  private Tables() {}

  /**
   * Names of all tables and views, in alphabetical order. Case is ignored, as in SQL: a table of
   * {@link Schema#tables()} is spelled as there.
   */
  public static List<String> names(Database database) {
    if (database.parts().size() > 1) {
      return database.parts().stream().map(Tables::names).reduce(Tables::common).orElseThrow();
    }
    List<String> names = new ArrayList<>();
    Sql.forEach(
        database,
        "SELECT name FROM sqlite_master WHERE type IN ('table','view') AND name NOT LIKE"
            + " 'sqlite~_%' ESCAPE '~' ORDER BY name",
        row -> names.add(asInSchema(row.getString(1))));
    return names;
  }

  private static List<String> common(List<String> one, List<String> other) {
    return one.stream().filter(other::contains).toList();
  }

  private static String asInSchema(String name) {
    return Schema.tables().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }

  /** Whether there is a table or view of this name; case is ignored. */
  public static boolean has(Database database, String table) {
    return names(database).stream().anyMatch(table::equalsIgnoreCase);
  }

  /** Columns and types; empty when there is no such table or view. */
  public static Optional<TableInfo> info(Database database, String table) {
    if (!has(database, table)) {
      return Optional.empty();
    }
    if (database.parts().size() > 1) {
      return database.parts().stream()
          .map(part -> info(part, table).orElseThrow())
          .reduce(TableInfo::common);
    }
    List<TableInfo.Column> columns = new ArrayList<>();
    Sql.forEach(
        database,
        // with generated columns, without those that a virtual table hides
        "SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1",
        row ->
            columns.add(
                new TableInfo.Column(
                    row.getString(1), row.getString(2).toUpperCase(Locale.ROOT), row.getInt(3))),
        table);
    boolean isView =
        Sql.one(
            database,
            "SELECT max(type = 'view') FROM sqlite_master WHERE name = ? COLLATE NOCASE",
            row -> row.getInt(1) == 1,
            table);
    return Optional.of(new TableInfo(table, isView, columns));
  }

  /** The number of rows of each table of {@link Schema#tables()} that exists, in that order. */
  public static Map<String, Long> rowCounts(Database database) {
    List<String> present = names(database);
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String table : Schema.tables()) {
      if (present.contains(table)) {
        counts.put(table, rowCount(database, table));
      }
    }
    return counts;
  }

  /**
   * The number of rows of one table or view.
   *
   * @throws ratchet.model.InputException when it does not exist
   */
  public static long rowCount(Database database, String table) {
    database.requireTables(table);
    String sql = "SELECT count(*) FROM " + Sql.quoted(table);
    return database.parts().stream()
        .mapToLong(part -> Sql.one(part, sql, row -> row.getLong(1)))
        .sum();
  }

  /**
   * Like {@link #counts(Database, String, Duration, long)}, with no row late.
   *
   * @throws ratchet.model.InputException when the table does not exist
   */
  public static TableCounts counts(Database database, String table) {
    return counts(database, table, Duration.ofDays(1_000_000), Long.MAX_VALUE);
  }

  /**
   * Counts the rows of one table, and finds the units and the range of its times, in one scan. A
   * row is late only after rows of its own file.
   *
   * @param late a row is late when a row that was written before it has a time later by more than
   *     this
   * @param nowMs milliseconds since the epoch; times after this make no row late
   * @throws ratchet.model.InputException when the table does not exist
   */
  public static TableCounts counts(Database database, String table, Duration late, long nowMs) {
    database.requireTables(table);
    return database.ofParts(part -> ofFile(part, table, late, nowMs)).stream()
        .reduce(TableCounts::plus)
        .orElseThrow();
  }

  private static TableCounts ofFile(Database database, String table, Duration late, long nowMs) {
    Optional<String> time = timeColumn(database, table);
    if (time.isEmpty()) {
      long rows = rowCount(database, table);
      return new TableCounts(
          table, "", rows, 0, 0, rows, 0, 0, OptionalLong.empty(), OptionalLong.empty());
    }
    String column = Sql.quoted(time.get());
    if (!time.get().equals("created_at")) {
      boolean isView = info(database, table).orElseThrow().isView();
      TimeTally tally = new TimeTally(late.toMillis(), nowMs);
      // an index would give another order than that of writing
      String written = isView ? "" : " NOT INDEXED";
      try (Cursor rows =
          Cursor.open(database, "SELECT " + column + " FROM " + Sql.quoted(table) + written)) {
        for (; rows.hasRow(); rows.advance()) {
          tally.add(rows.number(1));
        }
      }
      return tally.counts(table, time.get());
    }
    String sql = TEXT_TIME.replaceAll("\\bT\\b", column).replace("TABLE_NAME", Sql.quoted(table));
    return Sql.one(
        database,
        sql,
        row ->
            new TableCounts(
                table,
                time.get(),
                row.getLong(1),
                0,
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                0,
                moment(row, 5),
                moment(row, 6)));
  }

  /** The column with the time at which a row was logged; empty where the table has none. */
  public static Optional<String> timeColumn(Database database, String table) {
    return Stream.of("ts", "started_ts", "created_at")
        .filter(info(database, table).orElseThrow()::has)
        .findFirst();
  }

  private static OptionalLong moment(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Counts the times of a table's rows, in the order in which they were written. */
  static final class TimeTally {
    private final long lateMs;
    private final long nowMs;
    private long rows;
    private long inSeconds;
    private long withoutTime;
    private long negative;
    private long late;
    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;
    private long latestMs;

    /**
     * @param lateMs by how much the time of an earlier row may be later
     * @param nowMs times after this make no row late
     */
    TimeTally(long lateMs, long nowMs) {
      this.lateMs = lateMs;
      this.nowMs = nowMs;
    }

    /**
     * @param logged time in seconds or milliseconds; NaN where it is not a number
     */
    void add(double logged) {
      rows++;
      if (Double.isNaN(logged)) {
        withoutTime++;
        return;
      }
      inSeconds += logged > Timestamps.MILLISECONDS_ABOVE ? 0 : 1;
      negative += logged < 0 ? 1 : 0;
      long ms = Timestamps.toMilliseconds(logged);
      firstMs = Math.min(firstMs, ms);
      lastMs = Math.max(lastMs, ms);
      late += ms < latestMs - lateMs ? 1 : 0;
      latestMs = ms <= nowMs ? Math.max(latestMs, ms) : latestMs;
    }

    TableCounts counts(String table, String column) {
      boolean isTimed = rows > withoutTime;
      return new TableCounts(
          table,
          column,
          rows,
          inSeconds,
          rows - withoutTime - inSeconds,
          withoutTime,
          negative,
          late,
          isTimed ? OptionalLong.of(firstMs) : OptionalLong.empty(),
          isTimed ? OptionalLong.of(lastMs) : OptionalLong.empty());
    }
  }
}
