package ratchet.data.sqlite;

/**
 * Converts logged times to milliseconds since the epoch. Services write milliseconds, old imports
 * wrote seconds, and one table may hold both: a value above 2e10 is in milliseconds.
 */
public final class Timestamps {
  /** In seconds the year 2603, in milliseconds August 1970. */
  public static final double MILLISECONDS_ABOVE = 2e10;

  /** Whether the column {@code ts} holds a time, in SQL. */
  public static final String ARE_NUMBERS = "typeof(ts) IN ('integer','real')";

  private Timestamps() {}

  /** A logged value in milliseconds since the epoch; 0 for NaN. */
  public static long toMilliseconds(double logged) {
    return logged > MILLISECONDS_ABOVE ? (long) logged : Math.round(logged * 1000);
  }

  /** {@link #toMilliseconds} as a SQL expression over a column. */
  public static String milliseconds(String column) {
    return "CAST(CASE WHEN "
        + column
        + " > 2e10 THEN "
        + column
        + " ELSE round("
        + column
        + " * 1000) END AS INTEGER)";
  }
}
