package ratchet.data.sqlite;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
public final class Cursor implements AutoCloseable {
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
  public boolean hasRow() {
    return atRow;
  }

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
  public String text(int column) {
    byte[] utf8 = utf8(column);
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }

  /** The text as UTF-8; null where the value is. */
  public byte[] utf8(int column) {
    requireOpen();
    // bytes cross from native code at a fraction of what the driver's way to a text costs
    return isUtf8 ? engine.column_blob(handle, column - 1) : transcoded(column);
  }

  private byte[] transcoded(int column) {
    String text = engine.column_text(handle, column - 1);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  public long whole(int column) {
    requireOpen();
    return engine.column_long(handle, column - 1);
  }

  /** NaN where the value is not a number, but null or a text that somebody wrote in its place. */
  public double number(int column) {
    requireOpen();
    int type = engine.column_type(handle, column - 1);
    return type == Codes.SQLITE_FLOAT || type == Codes.SQLITE_INTEGER
        ? engine.column_double(handle, column - 1)
        : Double.NaN;
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
