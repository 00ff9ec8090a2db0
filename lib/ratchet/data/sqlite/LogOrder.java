package ratchet.data.sqlite;

import java.util.OptionalLong;
import java.util.function.Function;

/**
 * When a log begins and ends, and whether its rows lie in the file in the order of time. Then it is
 * read from front to back; a log that several services wrote, or that was imported, is sorted by
 * SQLite, which keeps what does not fit its cache in a temporary file. Either way memory does not
 * grow with the rows.
 *
 * @param firstMs 0 where the log is empty
 * @param lastMs 0 where the log is empty
 * @param isEmpty whether no row has a time
 */
public record LogOrder(long firstMs, long lastMs, boolean isEmpty, boolean isByTime) {
  private static final String BY_TIME = " ORDER BY " + Timestamps.milliseconds("ts") + ", ";

  /**
   * How the order of a table with a column {@code ts} is found; no row later than a moment counts.
   */
  public interface Finding {
    public LogOrder of(Database database, String table, long untilMs);
  }

  /** By one pass over the table. */
  public static LogOrder of(Database database, String table, long untilMs) {
    boolean hasRowNumbers = TableShape.hasRowNumbers(database, table);
    String sql = "SELECT ts FROM " + table + (hasRowNumbers ? " ORDER BY rowid" : "");
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    boolean isEmpty = true;
    boolean isByTime = hasRowNumbers;
    try (Cursor rows = Cursor.open(database, sql)) {
      for (; rows.hasRow(); rows.advance()) {
        double logged = rows.number(1);
        long ms = Timestamps.toMilliseconds(logged);
        if (!Double.isNaN(logged) && ms <= untilMs) {
          isEmpty = false;
          isByTime &= ms >= last;
          first = Math.min(first, ms);
          last = Math.max(last, ms);
        }
      }
    }
    return new LogOrder(isEmpty ? 0 : first, isEmpty ? 0 : last, isEmpty, isByTime);
  }

  /**
   * By a look at both ends, as most logs lie in the order of time. It holds if all rows are found
   * in that order: whoever reads them checks it with an {@link OrderCheck}.
   */
  public static LogOrder assumed(Database database, String table, long untilMs) {
    if (!TableShape.hasRowNumbers(database, table)) {
      return of(database, table, untilMs);
    }
    OptionalLong first = firstMs(database, table, "rowid", untilMs);
    OptionalLong last = firstMs(database, table, "rowid DESC", untilMs);
    if (first.isEmpty() || last.isEmpty()) {
      return new LogOrder(0, 0, true, true);
    }
    return first.getAsLong() > last.getAsLong()
        ? of(database, table, untilMs)
        : new LogOrder(first.getAsLong(), last.getAsLong(), false, true);
  }

  /**
   * What work gives that reads logs. Their order is assumed; where that turns out wrong, the work
   * is done again, from its start, with the order that they have.
   */
  public static <T> T assuming(Function<Finding, T> work) {
    try {
      return work.apply(LogOrder::assumed);
    } catch (OrderCheck.NotInOrder e) {
      // a log that several services write is so from its first rows on: little was read in vain;
      // where one row came late in the end, it was all, which sorting takes longer than anyway
      return work.apply(LogOrder::of);
    }
  }

  private static OptionalLong firstMs(Database database, String table, String order, long untilMs) {
    String sql = "SELECT ts FROM " + table + " ORDER BY " + order;
    try (Cursor rows = Cursor.open(database, sql)) {
      for (; rows.hasRow(); rows.advance()) {
        double logged = rows.number(1);
        long ms = Timestamps.toMilliseconds(logged);
        if (!Double.isNaN(logged) && ms <= untilMs) {
          return OptionalLong.of(ms);
        }
      }
    }
    return OptionalLong.empty();
  }

  /**
   * The end of a query that reads the table in the order of time.
   *
   * @param then orders rows of one millisecond; where the table is in order, they come as written
   */
  public String orderBy(String then) {
    return isByTime ? " ORDER BY rowid" : BY_TIME + then;
  }
}
