package ratchet.data.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Runs SQL on a {@link Database}. A failure is thrown as {@link Database#failure} describes it. */
public final class Sql {
  private Sql() {}

  /** Reads a value from the current row. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Receives each row of a query. */
  public interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  /** Runs a statement without parameters; a result is ignored. */
  public static void execute(Database database, String sql) {
    try (Statement statement = database.connection().createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Runs a statement that changes rows, and returns their number. */
  static long update(Database database, String sql, Object... parameters) {
    try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeLargeUpdate();
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Passes the rows of a query to the visitor, one at a time. */
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

  /**
   * What the reader returns for the first row of a query, which must have one, e.g. an aggregate.
   */
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

  /** An identifier in double quotes, for SQL text. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }
}
