package ratchet.data.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a query, one at a time: of one file ({@link Cursor}), or merged from several. Columns
 * are counted from 1. Not thread-safe. Close it before its database.
 */
public interface Rows extends AutoCloseable {
  /**
   * How the rows of several files are merged.
   *
   * @param key columns by which the query sorts each file's rows, ascending
   * @param compared number of leading columns that are the row's content: rows of different files
   *     that are equal in them are copies, and read once; 0 reads all rows
   */
  record Order(int compared, int... key) {
    /** An order that reads all rows, copies too. */
    public static Order withCopies(int... key) {
      return new Order(0, key);
    }
  }

  /**
   * Opens a sorted query on every file of the database, several in parallel, as SQLite may have to
   * sort first.
   *
   * @param order of the query's rows; ignored for a single file
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

  /** Whether there is a current row. */
  boolean hasRow();

  /** Goes to the next row, if any. */
  void advance();

  /** Index of the row's file in {@link Database#parts()}. */
  int part();

  /** The value as text; null where it is null. */
  String text(int column);

  /** The text as UTF-8; null where the value is null. */
  byte[] utf8(int column);

  /** The value as an integer, as SQLite converts it; 0 where it is null. */
  long whole(int column);

  /** The value as a number; NaN where it is null, a text or a blob. */
  double number(int column);

  @Override
  void close();
}
