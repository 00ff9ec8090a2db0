package ratchet.data.sqlite;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Appends rows to one table of the schema, twenty with each statement; more are not faster. Use
 * inside {@link Database#inTransaction}; call {@link #flush()} when done. Not thread-safe.
 */
public final class TableWriter implements AutoCloseable {
  private static final int ROWS_PER_STATEMENT = 20;

  private final Database database;
  private final String table;
  private final int width;
  private final PreparedStatement many;
  private final Object[] pending;
  private int pendingRows;
  private long rows;

  private TableWriter(Database database, String table, int width, PreparedStatement many) {
    this.database = database;
    this.table = table;
    this.width = width;
    this.many = many;
    this.pending = new Object[width * ROWS_PER_STATEMENT];
  }

  /**
   * A writer of all columns of {@link Schema#columns(String)}, in that order.
   *
   * @throws ratchet.model.InputException when the table lacks one of them
   */
  public static TableWriter open(Database database, String table) {
    Collection<String> columns = Schema.columns(table).keySet();
    try {
      PreparedStatement many =
          database.connection().prepareStatement(insert(table, columns, ROWS_PER_STATEMENT));
      return new TableWriter(database, table, columns.size(), many);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /**
   * Adds a row, which may stay pending until {@link #flush()}.
   *
   * @param values one per column; a text, a Long, an Integer, a Double or null
   */
  public void add(Object... values) {
    if (values.length != width) {
      throw new IllegalArgumentException(
          table + " has " + width + " columns, not " + values.length);
    }
    System.arraycopy(values, 0, pending, pendingRows * width, width);
    pendingRows++;
    rows++;
    if (pendingRows == ROWS_PER_STATEMENT) {
      write(many);
    }
  }

  /** Writes what is pending. */
  public void flush() {
    if (pendingRows == 0) {
      return;
    }
    String sql = insert(table, Schema.columns(table).keySet(), pendingRows);
    try (PreparedStatement few = database.connection().prepareStatement(sql)) {
      write(few);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  /** Rows added so far. */
  public long rows() {
    return rows;
  }

  /** Discards pending rows: after a failure, writing them would hide its cause. */
  @Override
  public void close() {
    try {
      many.close();
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  private void write(PreparedStatement statement) {
    try {
      for (int i = 0; i < pendingRows * width; i++) {
        bind(statement, i + 1, pending[i]);
      }
      statement.executeUpdate();
      pendingRows = 0;
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    if (value instanceof Double number) {
      statement.setDouble(index, number);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else if (value instanceof Integer number) {
      statement.setInt(index, number);
    } else {
      statement.setString(index, (String) value);
    }
  }

  private static String insert(String table, Collection<String> columns, int count) {
    String row = "(?" + ",?".repeat(columns.size() - 1) + ")";
    return "INSERT INTO "
        + table
        + " ("
        + String.join(",", columns)
        + ") VALUES "
        + row
        + ("," + row).repeat(count - 1);
  }
}
