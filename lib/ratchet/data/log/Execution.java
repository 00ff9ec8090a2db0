package ratchet.data.log;

import java.util.OptionalLong;
import java.util.stream.Stream;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.LogOrder;
import ratchet.data.sqlite.Rows;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.Timestamps;

/**
 * SQL on the execution log, live and simulated, with times in milliseconds since the epoch.
 *
 * <p>A print is the price of a filled execution. {@code fills} holds the same prices, but its time
 * is that of the insert, to the second; it is not read.
 */
public final class Execution {
  /** Rows with a print. The bound is the largest double: what is above it is infinite. */
  private static final String PRICED =
      " typeof(exec_price) IN ('real','integer') AND exec_price > 0 AND exec_price <="
          + " 1.7976931348623157e308 AND typeof(filled) IN ('integer','real') AND filled <> 0 AND"
          + " mint <> ''";

  private static final String MS = Timestamps.milliseconds("ts");
  private static final String TIMED = " " + Timestamps.ARE_NUMBERS + " ";

  /**
   * Prints up to {@code ?1} with the columns mint, ms, price, gap, source: sorted by mint, then
   * time, live before simulated, then as logged. The gap is the realised minus the requested
   * slippage, basis points.
   */
  static final String PRINTS =
      "SELECT mint, ms, price, gap, source FROM (SELECT CAST(mint AS TEXT) AS mint, "
          + MS
          + " AS ms, exec_price AS price, "
          + number("slippage_bps_real")
          + " - "
          + number("slippage_bps_req")
          + " AS gap,"
          + " 0 AS source, rowid AS place FROM exec_outcomes WHERE"
          + TIMED
          + "AND"
          + PRICED
          + " UNION ALL SELECT CAST(mint AS TEXT), "
          + MS
          + ", exec_price, "
          + number("slippage_bps_real")
          + " - "
          + number("slippage_bps_req")
          + ", 1, route"
          + " FROM sim_exec_outcomes WHERE"
          + TIMED
          + "AND"
          + PRICED
          + ") WHERE ms <= ?1 ORDER BY mint, ms, source, place";

  /** How the prints of several files are merged; copies are equal in all columns. */
  static final Rows.Order PRINT_ORDER = new Rows.Order(5, 1, 2, 5);

  /**
   * First and last time of the log, milliseconds since the epoch; a label window that ends later is
   * still open.
   *
   * @param isEmpty whether nothing was logged; then both are 0
   */
  public record Span(long firstMs, long lastMs, boolean isEmpty) {
    /** The span of the live and the simulated log. */
    public static Span of(LogOrder live, LogOrder simulated) {
      return of(live).plus(of(simulated));
    }

    private static Span of(LogOrder log) {
      return new Span(log.firstMs(), log.lastMs(), log.isEmpty());
    }

    /** The span of two logs. */
    public Span plus(Span other) {
      if (isEmpty || other.isEmpty) {
        return isEmpty ? other : this;
      }
      return new Span(Math.min(firstMs, other.firstMs), Math.max(lastMs, other.lastMs), false);
    }
  }

  private Execution() {}

  /** A column of numbers; null where it holds a text. */
  private static String number(String column) {
    return "CASE WHEN typeof(" + column + ") IN ('integer','real') THEN " + column + " END";
  }

  /** The number of logged attempts, including those without a time. */
  public static long attempts(Database database) {
    return Stream.of("exec_outcomes", "sim_exec_outcomes")
        .mapToLong(table -> Tables.rowCount(database, table))
        .sum();
  }

  /** The number of attempts logged from one time to another, both included. */
  public static long attempts(Database database, long fromMs, long toMs) {
    return Stream.of("exec_outcomes", "sim_exec_outcomes")
        .mapToLong(
            table ->
                Sql.one(
                    database,
                    "SELECT count(*) FROM "
                        + table
                        + " WHERE"
                        + TIMED
                        + "AND "
                        + MS
                        + " BETWEEN ? AND ?",
                    row -> row.getLong(1),
                    fromMs,
                    toMs))
        .sum();
  }

  /** The span of all files; rows later than {@code asOfMs} are ignored. */
  public static Span span(Database database, OptionalLong asOfMs) {
    long untilMs = asOfMs.orElse(Long.MAX_VALUE);
    return database
        .ofParts(
            part ->
                Span.of(
                    LogOrder.of(part, "exec_outcomes", untilMs),
                    LogOrder.of(part, "sim_exec_outcomes", untilMs)))
        .stream()
        .reduce(Span::plus)
        .orElseThrow();
  }
}
