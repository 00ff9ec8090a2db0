package ratchet.data.sqlite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds generated rows among those that the services wrote, and removes only the generated ones.
 *
 * <p>A generated mint begins with {@value #MINT_PREFIX}, which no real one can: the zero is not in
 * the base58 alphabet. A generated row without a mint has a context that begins with a brace and a
 * tab, which no service writes. {@code prices} has neither column, so the generated prices are
 * listed in a table of their own.
 */
public final class SeededRows {
  /** The first characters of every generated mint. */
  public static final String MINT_PREFIX = "0seed";

  private static final String MARK = "{\t";

  private static final String RUN_TABLE = "ratchet_seed";
  private static final String PRICES_TABLE = "ratchet_seed_prices";

  private static final String BY_MINT = "mint GLOB '" + MINT_PREFIX + "*'";

  /** Older versions marked a context with {@code seed} as its first member. */
  private static final String BY_CONTEXT =
      "(ctx_json GLOB '" + MARK + "*' OR ctx_json GLOB '{\"seed\":*')";

  private static final String BY_LIST =
      "rowid IN (SELECT min(p.rowid) FROM prices p JOIN "
          + PRICES_TABLE
          + " s ON p.ts = s.ts AND p.symbol = s.symbol AND p.usd = s.usd GROUP BY s.rowid)";

  private SeededRows() {}

  /**
   * The same JSON object, marked as generated.
   *
   * @param json an object as services write it, without blanks
   */
  public static String marked(String json) {
    return MARK + json.substring(1);
  }

  /** Generated rows by table, for every table of the schema that is there. */
  public static Map<String, Long> counts(Database database) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String table : Schema.tables()) {
      if (Tables.has(database, table)) {
        counts.put(table, count(database, table));
      }
    }
    return counts;
  }

  /** Rows that were not generated, by table; tables without any are left out. */
  public static Map<String, Long> foreignCounts(Database database) {
    Map<String, Long> seeded = counts(database);
    Map<String, Long> foreign = new LinkedHashMap<>();
    Tables.rowCounts(database)
        .forEach(
            (table, rows) -> {
              if (rows > seeded.get(table)) {
                foreign.put(table, rows - seeded.get(table));
              }
            });
    return foreign;
  }

  /**
   * Removes every generated row and the record of the run; call inside a transaction.
   *
   * @return rows removed by table
   */
  public static Map<String, Long> delete(Database database) {
    Map<String, Long> removed = new LinkedHashMap<>();
    for (String table : Schema.tables()) {
      Optional<String> condition = condition(database, table);
      if (condition.isPresent() && Tables.has(database, table)) {
        removed.put(
            table, Sql.update(database, "DELETE FROM " + table + " WHERE " + condition.get()));
      }
    }
    Sql.execute(database, "DROP TABLE IF EXISTS " + PRICES_TABLE);
    Sql.execute(database, "DROP TABLE IF EXISTS " + RUN_TABLE);
    return removed;
  }

  /**
   * Records what was generated, so that it can be found and removed later; call inside the same
   * transaction, once the prices are written.
   *
   * @param firstPriceRow rowid below which no price is generated
   * @param truthJson the parameters that the rows were generated from
   */
  public static void record(Database database, long firstPriceRow, String truthJson) {
    Sql.execute(database, "CREATE TABLE " + PRICES_TABLE + " (ts INTEGER, symbol TEXT, usd REAL)");
    Sql.update(
        database,
        "INSERT INTO " + PRICES_TABLE + " SELECT ts, symbol, usd FROM prices WHERE rowid >= ?",
        firstPriceRow);
    Sql.execute(database, "CREATE TABLE " + RUN_TABLE + " (truth_json TEXT)");
    Sql.update(database, "INSERT INTO " + RUN_TABLE + " VALUES (?)", truthJson);
  }

  /** The rowid that the next price will have. */
  public static long nextPriceRow(Database database) {
    return Sql.one(database, "SELECT ifnull(max(rowid), 0) + 1 FROM prices", row -> row.getLong(1));
  }

  private static long count(Database database, String table) {
    Optional<String> condition = condition(database, table);
    if (condition.isEmpty()) {
      return 0;
    }
    String sql = "SELECT count(*) FROM " + table + " WHERE " + condition.get();
    return Sql.one(database, sql, row -> row.getLong(1));
  }

  private static Optional<String> condition(Database database, String table) {
    if (table.equals("prices")) {
      return Tables.has(database, PRICES_TABLE) ? Optional.of(BY_LIST) : Optional.empty();
    }
    List<String> columns = List.copyOf(Schema.columns(table).keySet());
    if (columns.contains("mint")) {
      return Optional.of(BY_MINT);
    }
    return columns.contains("ctx_json") ? Optional.of(BY_CONTEXT) : Optional.empty();
  }
}
