package ratchet.data;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * A query that is read row by row, as one side of a merge.
 *
 * <p>It asks the driver's own statement for the values, not its {@link ResultSet}: what that does
 * around each of them (a lock, a check, a function object) costs more than the value. Not
 * thread-safe, and to be closed before its database.
 */
final class Cursor implements AutoCloseable {
  private final Database database;
  private final PreparedStatement statement;
  private final CoreStatement driver;
  private final DB engine;
  private final long handle;
  private final boolean isUtf8;
  private boolean atRow;

  private Cursor(Database database, PreparedStatement statement) throws SQLException {
    this.database = database;
    this.statement = statement;
    isUtf8 = database.isUtf8();
    driver = (CoreStatement) statement;
    engine = driver.getDatabase();
    // this takes the first step, and the row it stands at then is the first
    ResultSet started = statement.executeQuery();
    atRow = started.next();
    handle = driver.pointer.safeRunLong((db, pointer) -> pointer);
  }

  /** Opens the query and stands at its first row, if any. */
  static Cursor open(Database database, String sql, Object... parameters) {
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
  boolean hasRow() {
    return atRow;
  }

  void advance() {
    try {
      requireOpen();
      if (!atRow) {
        return;
      }
      int result = engine.step(handle);
      atRow = result == Codes.SQLITE_ROW;
      if (!atRow && result != Codes.SQLITE_DONE) {
        engine.throwex(result);
      }
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Null where the value is. */
  String text(int column) {
    byte[] utf8 = utf8(column);
    return utf8 == null ? null : new String(utf8, StandardCharsets.UTF_8);
  }

  /** The text as UTF-8; null where the value is. */
  byte[] utf8(int column) {
    try {
      requireOpen();
      if (isUtf8) {
        // bytes cross from native code at a fraction of what the driver's way to a text costs
        return engine.column_blob(handle, column - 1);
      }
      String text = engine.column_text(handle, column - 1);
      return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  long whole(int column) {
    try {
      requireOpen();
      return engine.column_long(handle, column - 1);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** NaN where the value is not a number, but null or a text that somebody wrote in its place. */
  double number(int column) {
    try {
      requireOpen();
      int type = engine.column_type(handle, column - 1);
      return type == Codes.SQLITE_FLOAT || type == Codes.SQLITE_INTEGER
          ? engine.column_double(handle, column - 1)
          : Double.NaN;
    } catch (SQLException e) {
      throw database.failure(e);
    }
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
