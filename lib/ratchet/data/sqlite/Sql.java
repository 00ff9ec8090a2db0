package ratchet.data.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * SQL on a {@link Database}, whose failures are reported as {@link Database#failure} words them.
 */
public final class Sql {
  private Sql() {}

  /** What to do with the row at which the result set stands. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  public interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  public static void execute(Database database, String sql) {
    try (Statement statement = database.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Rows changed. */
  static long update(Database database, String sql, Object... parameters) {
    try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeLargeUpdate();
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  public static void forEach(
      Database database, String sql, RowVisitor visitor, Object... parameters) {
    try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          visitor.visit(rows);
        }
      }
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** What the reader makes of the one row of an aggregate. */
  public static <T> T one(
      Database database, String sql, RowReader<T> reader, Object... parameters) {
    try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("no row from: " + sql);
        }
        return reader.read(rows);
      }
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** An identifier as SQL text. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
