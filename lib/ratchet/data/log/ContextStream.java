package ratchet.data.log;

import java.time.Duration;
import java.util.OptionalLong;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Rows;
import ratchet.data.sqlite.Timestamps;

/**
 * Rows of a table by mint and time, read in step with {@link PricePath#forEach}: for each entry the
 * first or the latest row at or before it that is not older than the tolerance.
 */
public final class ContextStream implements AutoCloseable {
  /** Which row is used if several are within the tolerance. */
  public enum Choice {
    FIRST,
    LATEST
  }

  /** The SQL condition that accepts every row. */
  public static final String EVERY_ROW = "1";

  /** By mint, then time; copies are equal in all columns. */
  private static final Rows.Order BY_MINT = new Rows.Order(4, 1, 2);

  private final Rows rows;
  private final long toleranceMs;
  private final Choice choice;
  private boolean found;
  private boolean cameAfterwards;
  private String json;
  private double number;

  private ContextStream(Rows rows, Duration tolerance, Choice choice) {
    this.rows = rows;
    this.toleranceMs = tolerance.toMillis();
    this.choice = choice;
  }

  /**
   * Opens the rows of a table.
   *
   * @param condition SQL condition of the rows to read
   * @param jsonColumn column that {@link #json()} returns
   * @param numberColumn column that {@link #number()} returns
   */
  public static ContextStream open(
      Database database,
      String table,
      String condition,
      String jsonColumn,
      String numberColumn,
      OptionalLong asOfMs,
      Duration tolerance,
      Choice choice) {
    String sql =
        "SELECT mint, ms, json, number FROM (SELECT CAST(mint AS TEXT) AS mint, "
            + Timestamps.milliseconds("ts")
            + " AS ms, "
            + jsonColumn
            + " AS json, "
            + "CASE WHEN typeof("
            + numberColumn
            + ") IN ('integer','real') THEN "
            + numberColumn
            + " END AS number, rowid AS place FROM "
            + table
            + " WHERE "
            + Timestamps.ARE_NUMBERS
            + " AND mint <> '' AND "
            + condition
            + ")"
            + " WHERE ms <= ?1 ORDER BY mint, ms, place";
    return new ContextStream(
        Rows.open(database, BY_MINT, sql, asOfMs.orElse(Long.MAX_VALUE)), tolerance, choice);
  }

  /**
   * Finds the row for an entry; entries must come in the order of {@link MintOrder}.
   *
   * @return whether there is a row for it
   */
  public boolean seek(String mint, long entryMs) {
    found = false;
    cameAfterwards = false;
    while (rows.hasRow()) {
      String own = rows.text(1);
      int order = MintOrder.compare(own, mint);
      if (order > 0) {
        break;
      }
      if (order == 0) {
        long ms = rows.whole(2);
        boolean fits = ms <= entryMs && ms >= entryMs - toleranceMs;
        if (fits && !(found && choice == Choice.FIRST)) {
          found = true;
          json = rows.text(3);
          number = rows.number(4);
        }
        cameAfterwards |= ms > entryMs && ms <= entryMs + toleranceMs;
      }
      rows.advance();
    }
    return found;
  }

  /** Whether a row was logged too late: after the entry, but within the tolerance. */
  public boolean cameAfterwards() {
    return cameAfterwards;
  }

  /** The JSON of the row that {@link #seek} found; may be null. */
  public String json() {
    return json;
  }

  /** The number of the row that {@link #seek} found; NaN where it is not a number. */
  public double number() {
    return number;
  }

  @Override
  public void close() {
    rows.close();
  }

  /** The order in which SQLite sorts texts: by code point. {@code String} compares UTF-16 units. */
  public static final class MintOrder {
    private MintOrder() {}

    static int compare(String a, String b) {
      int length = Math.min(a.length(), b.length());
      for (int i = 0; i < length; i++) {
        char x = a.charAt(i);
        char y = b.charAt(i);
        if (x != y) {
          // a surrogate stands for a code point above every other unit
          boolean bothOrNeither = Character.isSurrogate(x) == Character.isSurrogate(y);
          return bothOrNeither ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
        }
      }
      return Integer.compare(a.length(), b.length());
    }
  }
}
