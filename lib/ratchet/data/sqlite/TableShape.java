package ratchet.data.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether the rows of a table can be read in the order in which they were written. SQLite numbers
 * the rows of an ordinary table in that order. A view, a virtual table and a table WITHOUT ROWID
 * have no such numbers.
 */
public final class TableShape {
  /** Tables whose rows are identified, or ordered within a millisecond, by their numbers. */
  private static final Set<String> READ_BY_NUMBER =
      Set.of(
          "exec_outcomes",
          "fill_preds",
          "scores",
          "rug_verdicts",
          "fee_decisions",
          "sizing_decisions",
          "sizing_outcomes");

  private static final Pattern NO_COLUMN = Pattern.compile("no such column: (?:\\w+\\.)?(\\w+)");

  private TableShape() {}

  /**
   * Why the rows of a table cannot be read: a sentence that begins with its name, or, for several
   * files, with the first file concerned. Empty where they can be read or the table is missing.
   */
  public static Optional<String> obstacle(Database database, String table) {
    if (database.parts().size() > 1) {
      return database.parts().stream()
          .flatMap(part -> obstacle(part, table).map(why -> part.file() + ": " + why).stream())
          .findFirst();
    }
    String shape = shape(database, table);
    if (shape.equals("view") || shape.equals("virtual") || shape.equals("shadow")) {
      String what = shape.equals("view") ? "view" : shape + " table";
      return Optional.of(
          table + " is a " + what + ", so the order in which its rows were written is unknown");
    }
    if (!READ_BY_NUMBER.contains(table)) {
      return Optional.empty();
    }
    if (shape.equals("without_rowid")) {
      return Optional.of(
          table
              + " is a table WITHOUT ROWID, so the order in which its rows were written is"
              + " unknown");
    }
    return hidesNumbers(database, table)
        ? Optional.of(
            table
                + " has a column of its own called rowid, which hides SQLite's numbers of the rows")
        : Optional.empty();
  }

  /** What to do about an {@link #obstacle}. */
  public static String remedy(String table) {
    return "copy the rows in the order of time into an ordinary table called "
        + table
        + ", in a database of your own";
  }

  /** Whether the rows can be read in the order in which they were written. */
  public static boolean hasRowNumbers(Database database, String table) {
    return database.parts().stream()
        .allMatch(part -> shape(part, table).equals("table") && !hidesNumbers(part, table));
  }

  /**
   * The columns that order rows of the same time: the row number, else the primary key.
   *
   * @return terms for ORDER BY
   */
  public static String order(Database database, String table) {
    if (hasRowNumbers(database, table)) {
      return "rowid";
    }
    List<String> key =
        Tables.info(database, table).map(TableInfo::primaryKey).orElse(List.of()).stream()
            .map(Sql::quoted)
            .toList();
    return key.isEmpty() ? "1" : String.join(", ", key);
  }

  /**
   * Finds the tables that lack the column that SQLite did not find.
   *
   * @param message of SQLite
   * @return e.g. {@code scores has no column mint}; empty where no table of the schema lacks it
   */
  static Optional<String> missingColumn(Database database, String message) {
    Matcher found = NO_COLUMN.matcher(message);
    if (!found.find()) {
      return Optional.empty();
    }
    String column = found.group(1);
    String tables =
        Schema.tables().stream()
            .filter(table -> Schema.columns(table).containsKey(column))
            .filter(
                table -> Tables.info(database, table).filter(own -> !own.has(column)).isPresent())
            .collect(Collectors.joining(" and "));
    return tables.isEmpty() ? Optional.empty() : Optional.of(tables + " has no column " + column);
  }

  /**
   * SQLite's name for the type; {@code without_rowid} for such a table, empty where there is none.
   */
  private static String shape(Database database, String table) {
    // asks for one table: to list all, SQLite would first compile every view
    List<String> found = new ArrayList<>(1);
    Sql.forEach(
        database,
        "PRAGMA main.table_list(" + Sql.quoted(table) + ")",
        row -> found.add(row.getInt("wr") == 1 ? "without_rowid" : row.getString("type")));
    return found.isEmpty() ? "" : found.get(0);
  }

  private static boolean hidesNumbers(Database database, String table) {
    return Tables.info(database, table)
        .flatMap(
            info ->
                info.column("rowid")
                    .filter(own -> !own.type().equals("INTEGER") || own.primaryKeyPosition() != 1))
        .isPresent();
  }
}
