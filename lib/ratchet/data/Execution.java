package ratchet.data;

import java.util.OptionalLong;

/**
 * The SQL of the execution log, live and simulated, in one unit of time.
 *
 * <p>A print is the price of a filled execution. {@code fills} holds the same prices with a time to
 * the second, when the row was inserted; it is not read.
 */
final class Execution {
  /** Largest double: what is above it is infinite. */
  private static final String PRICED =
      " typeof(exec_price) IN ('real','integer') AND exec_price > 0 AND exec_price <="
          + " 1.7976931348623157e308 AND typeof(filled) IN ('integer','real') AND filled <> 0 AND"
          + " mint <> ''";

  private static final String MS = Timestamps.milliseconds("ts");
  private static final String TIMED = " typeof(ts) IN ('integer','real') ";

  /**
   * Prints up to {@code ?1} as mint, ms, price, gap: by mint, then time, live before simulated,
   * then as logged. The gap is the slippage paid beyond the one asked for, basis points.
   */
  static final String PRINTS =
      "SELECT mint, ms, price, gap FROM (SELECT CAST(mint AS TEXT) AS mint, "
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

  /**
   * Live attempts from {@code ?1} to {@code ?2} as ms, key, route, filled, slippage, time to land,
   * requested slippage and place, in no order; the same attempt logged twice is there twice, and
   * the one with the lower place came first.
   */
  static final String LIVE_ATTEMPTS =
      attempts(
          "CASE WHEN order_id <> '' THEN 'exec:' || order_id ELSE 'exec:#' || rowid END"
              + " || ':' || ifnull(route, '')",
          "rowid",
          "exec_outcomes");

  /** Simulated attempts in the same form. */
  static final String SIMULATED_ATTEMPTS =
      attempts("'sim:' || mint || ':' || route", "ts", "sim_exec_outcomes");

  private static final String SPAN =
      "SELECT min(ms), max(ms) FROM (SELECT "
          + MS
          + " AS ms FROM exec_outcomes WHERE"
          + TIMED
          + "UNION ALL SELECT "
          + MS
          + " FROM sim_exec_outcomes WHERE"
          + TIMED
          + ") WHERE ms <= ?1";

  /**
   * First and last moment of the log; a label window that ends later is still open.
   *
   * @param isEmpty whether nothing was logged; then both are 0
   */
  record Span(long firstMs, long lastMs, boolean isEmpty) {}

  private Execution() {}

  /** A column of numbers in which somebody may have written a text. */
  private static String number(String column) {
    return "CASE WHEN typeof(" + column + ") IN ('integer','real') THEN " + column + " END";
  }

  private static String attempts(String key, String place, String table) {
    return "SELECT ms, key, route, filled, slip, land, req, place FROM (SELECT "
        + MS
        + " AS ms, "
        + key
        + " AS key, route, "
        + number("filled")
        + " AS filled, "
        + number("slippage_bps_real")
        + " AS slip, "
        + number("time_to_land_ms")
        + " AS land, "
        + number("slippage_bps_req")
        + " AS req, "
        + place
        + " AS place FROM "
        + table
        + " WHERE"
        + TIMED
        + ") WHERE ms BETWEEN ?1 AND ?2";
  }

  static Span span(Database database, OptionalLong asOfMs) {
    return Sql.one(
        database,
        SPAN,
        row -> {
          long first = row.getLong(1);
          boolean isEmpty = row.wasNull();
          return new Span(first, row.getLong(2), isEmpty);
        },
        asOfMs.orElse(Long.MAX_VALUE));
  }
}
