package ratchet.data.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a query, one after the other: of one file ({@link Cursor}), or of several, merged.
 * Not thread-safe, and to be closed before its database. Columns are counted from 1.
 */
public interface Rows extends AutoCloseable {
  /**
   * How the rows of several files are merged.
   *
   * @param key columns by which each file's rows rise, the first of them first
   * @param compared the first so many columns are the row's content: two rows of different files
   *     that agree in them are one row, which was copied; 0 where all rows count
   */
  record Order(int compared, int... key) {
    /** An order in which rows are never taken for copies of each other. */
    public static Order withCopies(int... key) {
      return new Order(0, key);
    }
  }

  /**
   * Opens a query that gives its rows in an order, on every file of the database: several at a
   * time, as the rows may have to be sorted first.
   *
   * @param order not looked at where there is one file
   */
  static Rows open(Database database, Order order, String sql, Object... parameters) {
    List<Database> parts = database.parts();
    if (parts.size() == 1) {
      return Cursor.open(parts.get(0), sql, parameters);
    }
    List<Cursor> cursors = new ArrayList<>();
    try {
      database.ofParts(
          part -> {
            Cursor opened = Cursor.open(part, sql, parameters);
            synchronized (cursors) {
              cursors.add(opened);
            }
            return opened;
          });
    } catch (RuntimeException e) {
      cursors.forEach(Cursor::close);
      throw e;
    }
    return new MergedRows(database, cursors, order);
  }

  /** Whether it stands at a row. */
  boolean hasRow();

  /** Goes to the next row, if any. */
  void advance();

  /** Which of {@link Database#parts()} the row is of, counted from 0. */
  int part();

  /** Null where the value is. */
  String text(int column);

  /** The text as UTF-8; null where the value is. */
  byte[] utf8(int column);

  /** A whole number; 0 where the value is none. */
  long whole(int column);

  /** NaN where the value is not a number, but null or a text that somebody wrote in its place. */
  double number(int column);

  @Override
  void close();
}
