package ratchet.data;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A query that is read row by row, as one side of a merge. */
final class Cursor implements AutoCloseable {
  private final Database database;
  private final PreparedStatement statement;
  private final ResultSet rows;
  private boolean atRow;

  private Cursor(Database database, PreparedStatement statement, ResultSet rows) {
    this.database = database;
    this.statement = statement;
    this.rows = rows;
  }

  /** Opens the query and stands at its first row, if any. */
  static Cursor open(Database database, String sql, Object... parameters) {
    try {
      PreparedStatement statement = database.connection().prepareStatement(sql);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      Cursor cursor = new Cursor(database, statement, statement.executeQuery());
      cursor.advance();
      return cursor;
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Whether it stands at a row. */
  boolean hasRow() {
    return atRow;
  }

  void advance() {
    try {
      atRow = rows.next();
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  String text(int column) {
    try {
      return rows.getString(column);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** The text in the encoding of the database; null where the value is. */
  byte[] bytes(int column) {
    try {
      return rows.getBytes(column);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  long whole(int column) {
    try {
      return rows.getLong(column);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** NaN where the value is null. */
  double number(int column) {
    try {
      double value = rows.getDouble(column);
      return value == 0 && rows.wasNull() ? Double.NaN : value;
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  @Override
  public void close() {
    try {
      rows.close();
      statement.close();
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }
}
