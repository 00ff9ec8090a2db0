package ratchet.data.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.NativeDB;

/**
 * A query that is read row by row, as one side of a merge.
 *
 * <p>It reads values from the driver's own statement and not from its {@link ResultSet}, whose
 * lock, check and function object for each value cost more than the value. Not thread-safe. Close
 * it before its database.
 */
public final class Cursor implements Rows {
  /** Sorts before every other kind of value. */
  private static final int NULL = Integer.MIN_VALUE;

  private final Database database;
  private final PreparedStatement statement;
  private final CoreStatement driver;
  private final NativeDB engine;
  private final long handle;
  private final boolean isUtf8;
  private boolean atRow;

  private Cursor(Database database, PreparedStatement statement) throws SQLException {
    this.database = database;
    this.statement = statement;
    isUtf8 = database.isUtf8();
    driver = (CoreStatement) statement;
    engine = (NativeDB) driver.getDatabase();
    // this takes the first step: the statement then stands at the first row
    ResultSet started = statement.executeQuery();
    atRow = started.next();
    handle = driver.pointer.safeRunLong((db, pointer) -> pointer);
  }

  /**
   * Opens a query at its first row, if any. A failure is thrown as {@link Database#failure}
   * describes it.
   */
  public static Cursor open(Database database, String sql, Object... parameters) {
    PreparedStatement statement = null;
    try {
      statement = database.connection().prepareStatement(sql);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return new Cursor(database, statement);
    } catch (SQLException e) {
      close(statement, e);
      throw database.failure(e);
    }
  }

  private static void close(PreparedStatement statement, SQLException cause) {
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException e) {
        cause.addSuppressed(e);
      }
    }
  }

  /** Whether there is a current row. */
  @Override
  public boolean hasRow() {
    return atRow;
  }

  @Override
  public void advance() {
    requireOpen();
    if (!atRow) {
      return;
    }
    int result = engine.step(handle);
    atRow = result == Codes.SQLITE_ROW;
    if (!atRow && result != Codes.SQLITE_DONE) {
      throw failure(result);
    }
  }

  private RuntimeException failure(int result) {
    try {
      engine.throwex(result);
    } catch (SQLException e) {
      return database.failure(e);
    }
    return new IllegalStateException("SQLite returned an unknown code: " + result);
  }

  /** The value as text; null where it is null. */
  @Override
  public String text(int column) {
    byte[] utf8 = utf8(column);
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }

  /** The text as UTF-8; null where the value is null. */
  @Override
  public byte[] utf8(int column) {
    requireOpen();
    // bytes are read much faster than the driver's texts
    return isUtf8 ? engine.column_blob(handle, column - 1) : transcoded(column);
  }

  private byte[] transcoded(int column) {
    String text = engine.column_text(handle, column - 1);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public long whole(int column) {
    requireOpen();
    return engine.column_long(handle, column - 1);
  }

  /** The value as a number; NaN where it is null, a text or a blob. */
  @Override
  public double number(int column) {
    requireOpen();
    int type = engine.column_type(handle, column - 1);
    return type == Codes.SQLITE_FLOAT || type == Codes.SQLITE_INTEGER
        ? engine.column_double(handle, column - 1)
        : Double.NaN;
  }

  @Override
  public int part() {
    return database.part();
  }

  /**
   * The order of two values as SQLite sorts them: null, then numbers, then texts by their bytes.
   */
  int compare(Cursor other, int column) {
    int kind = kind(column);
    int byKind = Integer.compare(kind, other.kind(column));
    if (byKind != 0 || kind == NULL) {
      return byKind;
    }
    if (kind == Codes.SQLITE_INTEGER) {
      boolean areWhole = type(column) == kind && other.type(column) == kind;
      return areWhole
          ? Long.compare(whole(column), other.whole(column))
          : Double.compare(number(column), other.number(column));
    }
    return Arrays.compareUnsigned(utf8(column), other.utf8(column));
  }

  private int type(int column) {
    requireOpen();
    return engine.column_type(handle, column - 1);
  }

  /** The type for sorting: null, then numbers of either type, then texts, then blobs. */
  private int kind(int column) {
    int type = type(column);
    return type == Codes.SQLITE_NULL
        ? NULL
        : type == Codes.SQLITE_FLOAT ? Codes.SQLITE_INTEGER : type;
  }

  /** Reading a closed statement would read freed memory. */
  private void requireOpen() {
    if (driver.pointer.isClosed()) {
      throw new IllegalStateException("the cursor is closed");
    }
  }

  @Override
  public void close() {
    try {
      statement.close();
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }
}
