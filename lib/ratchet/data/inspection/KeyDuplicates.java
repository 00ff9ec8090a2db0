package ratchet.data.inspection;

import java.util.List;
import java.util.stream.Collectors;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Schema;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.TableInfo;
import ratchet.data.sqlite.Tables;

/**
 * Rows that repeat the primary key that the schema defines for their table.
 *
 * @param key its columns; empty where the table has none, or lacks one of them
 * @param isDeclared whether the table in the file declares the key, so that SQLite enforces it
 * @param count rows that repeat the key of another row; 0 where the key is declared
 */
public record KeyDuplicates(List<String> key, boolean isDeclared, long count) {
  public KeyDuplicates {
    key = List.copyOf(key);
  }

  /**
   * Counts repeated keys. Reads no row where the file declares the key.
   *
   * @throws ratchet.model.InputException when there is no such table
   */
  public static KeyDuplicates find(Database database, String table) {
    database.requireTables(table);
    // two bots may write the same key: each file is checked alone
    return database.ofParts(part -> ofFile(part, table)).stream()
        .reduce(
            (one, other) ->
                new KeyDuplicates(
                    one.key, one.isDeclared && other.isDeclared, one.count + other.count))
        .orElseThrow();
  }

  private static KeyDuplicates ofFile(Database database, String table) {
    TableInfo info = Tables.info(database, table).orElseThrow();
    List<String> key = Schema.primaryKey(table).stream().filter(info::has).toList();
    List<String> declared = info.primaryKey();
    if (key.size() < Schema.primaryKey(table).size()) {
      return new KeyDuplicates(List.of(), true, 0);
    }
    if (key.isEmpty()
        || (!declared.isEmpty()
            && declared.stream().allMatch(own -> key.stream().anyMatch(own::equalsIgnoreCase)))) {
      return new KeyDuplicates(key, true, 0);
    }
    String columns = key.stream().map(Sql::quoted).collect(Collectors.joining(", "));
    String known =
        key.stream()
            .map(column -> Sql.quoted(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    long count =
        Sql.one(
            database,
            "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM "
                + Sql.quoted(table)
                + " WHERE "
                + known
                + " GROUP BY "
                + columns
                + ")",
            row -> row.getLong(1));
    return new KeyDuplicates(key, false, count);
  }
}
