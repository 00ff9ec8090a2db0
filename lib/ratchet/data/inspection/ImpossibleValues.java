package ratchet.data.inspection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Sql;
import ratchet.data.sqlite.TableInfo;
import ratchet.data.sqlite.TableShape;
import ratchet.data.sqlite.Tables;

/**
 * Numbers of a table that no service can have measured: texts in number columns, infinities, prices
 * of fills that are not above 0, probabilities outside [0, 1], negative durations. Nulls are
 * missing values and not counted. One scan, and another for the example where there is one.
 *
 * @param count values, over all columns
 * @param example the first one, as {@code column = value (rowid n)}, without the rowid where the
 *     table has none; empty where no value is impossible
 */
public record ImpossibleValues(long count, String example) {
  // SQLite sorts texts and blobs above every number, and null is neither in nor out of a range: a
  // range finds all that is not a finite number, without a function call for each value. The plus
  // keeps SQLite from converting the bounds to the column's type
  private static final String MOST = "1.7976931348623157e308";
  private static final String PROBABILITY = "+C NOT BETWEEN 0 AND 1";
  private static final String NOT_NEGATIVE = "+C NOT BETWEEN 0 AND " + MOST;
  private static final String POSITIVE = "(+C <= 0 OR +C > " + MOST + ")";

  /** Zeros in an unfilled row are not measurements. */
  private static final String POSITIVE_WHERE_FILLED =
      "(+C NOT BETWEEN -" + MOST + " AND " + MOST + " OR (+C <= 0 AND filled <> 0))";

  private static final Map<String, String> EXECUTION =
      Map.of(
          "filled", "+C NOT IN (0, 1)",
          "exec_price", POSITIVE_WHERE_FILLED,
          "quote_price", NOT_NEGATIVE,
          "slippage_bps_req", NOT_NEGATIVE,
          "time_to_land_ms", NOT_NEGATIVE);

  private static final Map<String, Map<String, String>> RULES =
      Map.of(
          "exec_outcomes", EXECUTION,
          "sim_exec_outcomes", EXECUTION,
          "fills", Map.of("price", POSITIVE, "quantity", POSITIVE),
          "fill_preds", Map.of("p_fill", PROBABILITY, "exp_time_ms", NOT_NEGATIVE),
          "scores", Map.of("score", PROBABILITY),
          "rug_verdicts", Map.of("rug_prob", PROBABILITY),
          "sizing_decisions", Map.of("notional", NOT_NEGATIVE, "final_size", NOT_NEGATIVE));

  private record Rule(String column, String condition) {}

  /** Tables that have rules, sorted by name. */
  public static List<String> tables() {
    return RULES.keySet().stream().sorted().toList();
  }

  /**
   * Finds the impossible values of a table. Columns that it lacks are not checked.
   *
   * @throws ratchet.model.InputException when there is no such table
   */
  public static ImpossibleValues find(Database database, String table) {
    database.requireTables(table);
    List<ImpossibleValues> parts = database.ofParts(part -> ofFile(part, table));
    if (parts.size() == 1) {
      return parts.get(0);
    }
    String example = "";
    for (int part = parts.size() - 1; part >= 0; part--) {
      String own = parts.get(part).example;
      example = own.isEmpty() ? example : own + " of " + database.parts().get(part).file();
    }
    return new ImpossibleValues(parts.stream().mapToLong(ImpossibleValues::count).sum(), example);
  }

  private static ImpossibleValues ofFile(Database database, String table) {
    List<Rule> rules = rules(table, Tables.info(database, table).orElseThrow());
    if (rules.isEmpty()) {
      return new ImpossibleValues(0, "");
    }
    Map<Rule, Long> counts = new LinkedHashMap<>();
    String sums =
        rules.stream()
            .map(rule -> "coalesce(sum(" + rule.condition + "), 0)")
            .collect(Collectors.joining(", "));
    Sql.forEach(
        database,
        "SELECT "
            + sums
            + " FROM "
            + Sql.quoted(table)
            + " WHERE "
            + rules.stream().map(Rule::condition).collect(Collectors.joining(" OR ")),
        row -> {
          for (int i = 0; i < rules.size(); i++) {
            counts.put(rules.get(i), row.getLong(i + 1));
          }
        });
    long count = counts.values().stream().mapToLong(Long::longValue).sum();
    Optional<Rule> first = rules.stream().filter(rule -> counts.get(rule) > 0).findFirst();
    return new ImpossibleValues(
        count, first.map(rule -> example(database, table, rule)).orElse(""));
  }

  private static List<Rule> rules(String table, TableInfo info) {
    return RULES.getOrDefault(table, Map.of()).entrySet().stream()
        .filter(rule -> info.has(rule.getKey()))
        .filter(rule -> !rule.getValue().contains("filled") || info.has("filled"))
        .sorted(Map.Entry.comparingByKey())
        .map(rule -> new Rule(rule.getKey(), condition(rule.getKey(), rule.getValue())))
        .toList();
  }

  private static String condition(String column, String outOfRange) {
    return outOfRange.replaceAll("\\bC\\b", Sql.quoted(column));
  }

  private static String example(Database database, String table, Rule rule) {
    return Sql.one(
        database,
        "SELECT "
            + (TableShape.hasRowNumbers(database, table) ? "rowid" : "NULL")
            + ", substr(CAST("
            + Sql.quoted(rule.column)
            + " AS TEXT), 1, 40) FROM "
            + Sql.quoted(table)
            + " WHERE "
            + rule.condition
            + " LIMIT 1",
        row ->
            rule.column
                + " = "
                + row.getString(2)
                + (row.getString(1) == null ? "" : " (rowid " + row.getString(1) + ")"));
  }
}
