package ratchet.data.sqlite;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ratchet.model.Resource;

/**
 * The tables that the services write, with the columns the toolkit knows. A live database may have
 * more of either. The text is {@code schema.sql}.
 */
public final class Schema {
  private static final Pattern TABLE =
      Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
  private static final Pattern COLUMN = Pattern.compile("(?m)^  (\\w+) (INTEGER|REAL|TEXT)\\b");

  private static final Pattern KEY =
      Pattern.compile("(?m)^  (?:(\\w+) \\w+ PRIMARY KEY|PRIMARY KEY \\((.*)\\))");

  private static final String TEXT = Resource.text(Schema.class, "schema.sql");
  private static final Map<String, Map<String, String>> TABLES = parse();
  private static final Map<String, List<String>> PRIMARY_KEYS = primaryKeys();

  private Schema() {}

  /** Table names in the order of the schema. */
  public static List<String> tables() {
    return List.copyOf(TABLES.keySet());
  }

  /**
   * Column name to type (INTEGER, REAL, TEXT) in declared order.
   *
   * @throws IllegalArgumentException for a table that the schema does not have
   */
  public static Map<String, String> columns(String table) {
    Map<String, String> columns = TABLES.get(table);
    if (columns == null) {
      throw new IllegalArgumentException("no table " + table + " in the schema");
    }
    return columns;
  }

  /** Columns of a table's primary key in its order; empty where it has none. */
  public static List<String> primaryKey(String table) {
    columns(table);
    return PRIMARY_KEYS.getOrDefault(table, List.of());
  }

  /** Creates the missing tables in one transaction; existing ones stay as they are. */
  public static void create(Database database) {
    if (Tables.names(database).containsAll(tables())) {
      return;
    }
    database.inTransaction(
        () ->
            Arrays.stream(TEXT.split(";"))
                .filter(statement -> !statement.isBlank())
                .forEach(statement -> Sql.execute(database, statement)));
  }

  private static Map<String, Map<String, String>> parse() {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    Matcher table = TABLE.matcher(TEXT);
    while (table.find()) {
      Map<String, String> columns = new LinkedHashMap<>();
      Matcher column = COLUMN.matcher(table.group(2));
      while (column.find()) {
        columns.put(column.group(1), column.group(2));
      }
      tables.put(table.group(1), Collections.unmodifiableMap(columns));
    }
    return Collections.unmodifiableMap(tables);
  }

  private static Map<String, List<String>> primaryKeys() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    Matcher table = TABLE.matcher(TEXT);
    while (table.find()) {
      Matcher key = KEY.matcher(table.group(2));
      if (key.find()) {
        String columns = key.group(1) == null ? key.group(2) : key.group(1);
        keys.put(table.group(1), List.of(columns.split(", ")));
      }
    }
    return keys;
  }
}
