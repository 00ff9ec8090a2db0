package ratchet.data.sqlite;

import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The time range of a logged table, and whether its rows are stored in order of time. Such a table
 * is read from front to back. A table that several services wrote, or that was imported, is sorted
 * by SQLite, with a temporary file for what does not fit its cache. Either way memory does not grow
 * with the rows.
 *
 * @param firstMs earliest time, milliseconds since the epoch; 0 where the log is empty
 * @param lastMs latest time, milliseconds since the epoch; 0 where the log is empty
 * @param isEmpty whether no row has a time
 * @param isByTime whether the rows are stored in order of time
 */
public record LogOrder(long firstMs, long lastMs, boolean isEmpty, boolean isByTime) {
  private static final String BY_TIME = " ORDER BY " + Timestamps.milliseconds("ts") + ", ";

  /**
   * Finds the order of a table with a column {@code ts}. Rows later than {@code untilMs} are
   * ignored.
   */
  public interface Finder {
    public LogOrder of(Database database, String table, long untilMs);
  }

  /** Finds the order by one pass over the table; rows later than {@code untilMs} are ignored. */
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
   * Reads only the first and the last row, and assumes order of time between them, which most logs
   * have. The reader of the rows must verify it with an {@link OrderCheck}.
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
   * Runs work that reads logs and returns its result. It first uses {@link #assumed}; if an {@link
   * OrderCheck} fails, the work runs again from the start with {@link #of}.
   */
  public static <T> T assuming(Function<Finder, T> work) {
    try {
      return work.apply(LogOrder::assumed);
    } catch (OrderCheck.NotInOrder e) {
      // a log of several services is out of order from its first rows on: little was read for
      // nothing; if one row near the end is late, all was read, but sorting takes longer than that
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
   * The {@code ORDER BY} clause that reads the table in order of time.
   *
   * @param then terms that order rows of the same millisecond; not used where rows are stored in
   *     order of time
   */
  public String orderBy(String then) {
    return isByTime ? " ORDER BY rowid" : BY_TIME + then;
  }
}
