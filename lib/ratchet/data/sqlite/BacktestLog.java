package ratchet.data.sqlite;

import java.time.Instant;
import java.util.Map;

/** The evaluation log of the database: {@code backtest_runs} and {@code backtest_results}. */
public final class BacktestLog {
  private BacktestLog() {}

  /**
   * Appends one run with its results, in one transaction.
   *
   * @param results for each segment, metric name to value; NaN is written as null
   * @return id of the run
   * @throws ratchet.model.InputException when the tables are missing, or the database cannot be
   *     written
   */
  public static long record(
      Database database,
      Instant started,
      Instant finished,
      String paramsJson,
      String notes,
      Map<String, Map<String, Double>> results) {
    database.requireTables("backtest_runs", "backtest_results");
    long[] id = new long[1];
    database.inTransaction(
        () -> {
          id[0] =
              Sql.one(
                  database,
                  "SELECT ifnull(max(id), 0) + 1 FROM backtest_runs",
                  row -> row.getLong(1));
          try (TableWriter runs = TableWriter.open(database, "backtest_runs");
              TableWriter rows = TableWriter.open(database, "backtest_results")) {
            runs.add(id[0], started.toEpochMilli(), finished.toEpochMilli(), paramsJson, notes);
            results.forEach(
                (segment, figures) ->
                    figures.forEach(
                        (metric, value) ->
                            rows.add(id[0], metric, Double.isNaN(value) ? null : value, segment)));
            runs.flush();
            rows.flush();
          }
        });
    return id[0];
  }
}
