package ratchet.data.sqlite;

import java.util.List;
import java.util.Optional;

/**
 * A table or view as the database declares it.
 *
 * @param isView whether it is a view
 * @param columns in declared order
 */
public record TableInfo(String name, boolean isView, List<Column> columns) {
  /**
   * @param type as declared, upper case; empty where none is
   * @param primaryKeyPosition 1-based position within the primary key, 0 outside of it
   */
  public record Column(String name, String type, int primaryKeyPosition) {
    /** Whether SQLite stores a number in it as a text (column affinity TEXT). */
    public boolean keepsTexts() {
      return !type.contains("INT")
          && (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT"));
    }
  }

  public TableInfo {
    columns = List.copyOf(columns);
  }

  /**
   * The columns that the tables of two files share. A column is in the primary key if both files
   * have it at the same position of the key.
   */
  TableInfo common(TableInfo other) {
    return new TableInfo(
        name,
        isView || other.isView,
        columns.stream().filter(own -> other.has(own.name())).map(other::common).toList());
  }

  private Column common(Column own) {
    Column theirs = column(own.name()).orElseThrow();
    boolean isSame = own.primaryKeyPosition() == theirs.primaryKeyPosition();
    return new Column(
        own.name(),
        theirs.keepsTexts() ? theirs.type() : own.type(),
        isSame ? own.primaryKeyPosition() : 0);
  }

  /** Whether there is a column of this name; case is ignored. */
  public boolean has(String column) {
    return column(column).isPresent();
  }

  /** The column of this name, case ignored; empty where there is none. */
  public Optional<Column> column(String column) {
    return columns.stream().filter(own -> own.name().equalsIgnoreCase(column)).findFirst();
  }

  /** Columns of the primary key in its order; empty where there is none. */
  public List<String> primaryKey() {
    return columns.stream()
        .filter(column -> column.primaryKeyPosition() > 0)
        .sorted((a, b) -> Integer.compare(a.primaryKeyPosition(), b.primaryKeyPosition()))
        .map(Column::name)
        .toList();
  }
}
