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
 * <p>It asks the driver's own statement for the values, not its {@link ResultSet}: what that does
 * around each of them (a lock, a check, a function object) costs more than the value. Not
 * thread-safe, and to be closed before its database.
 */
public final class Cursor implements Rows {
  /** Before every kind of value. */
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
    // this takes the first step, and the row it stands at then is the first
    ResultSet started = statement.executeQuery();
    atRow = started.next();
    handle = driver.pointer.safeRunLong((db, pointer) -> pointer);
  }

  /** Opens the query and stands at its first row, if any. */
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

  /** Whether it stands at a row. */
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
    return new IllegalStateException("SQLite gave no row, no end and no failure: " + result);
  }

  /** Null where the value is. */
  @Override
  public String text(int column) {
    byte[] utf8 = utf8(column);
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }

  /** The text as UTF-8; null where the value is. */
  @Override
  public byte[] utf8(int column) {
    requireOpen();
    // bytes cross from native code at a fraction of what the driver's way to a text costs
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

  /** NaN where the value is not a number, but null or a text that somebody wrote in its place. */
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

  /** Null sorts first, then either kind of number, then texts, then blobs. */
  private int kind(int column) {
    int type = type(column);
    return type == Codes.SQLITE_NULL
        ? NULL
        : type == Codes.SQLITE_FLOAT ? Codes.SQLITE_INTEGER : type;
  }

  /** A statement that was closed with its connection has no memory left to read. */
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
