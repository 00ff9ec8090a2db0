package ratchet.data.sqlite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.model.ModelName;

/** A database made row by row. Times are given as the services would log them. */
public final class TestDatabase {
  /** A moment in milliseconds, on a whole second. */
  public static final long T = 1_800_000_000_000L;

  public static final long MINUTE = 60_000;
  public static final long HOUR = 60 * MINUTE;
  public static final String FILL_CONTEXT =
      "{\"ctx\":{\"lpSol\":25,\"congestionScore\":0.4,\"spreadBps\":50,\"volatilityBps\":150,"
          + "\"ageSec\":300,\"rugProb\":0.25,\"slippageBps\":999}}";
  public static final String CANDIDATE =
      "{\"ctx\":{\"lpSol\":25,\"buys60\":9,\"sells60\":6,\"uniques60\":15,\"spreadBps\":60,"
          + "\"volatilityBps\":90,\"ageSec\":300,\"rugProb\":0.5}}";
  public static final String SCORED = "{\"bias\":1,\"flow_norm\":0.5,\"lp_norm\":0.25}";

  private final Path file;
  private final List<Consumer<Database>> planned = new ArrayList<>();

  public TestDatabase(Path folder) {
    file = folder.resolve("trenches.db");
    Database.openReadWrite(file).close();
  }

  public Path file() {
    if (!planned.isEmpty()) {
      try (Database database = Database.openExisting(file)) {
        database.inTransaction(() -> planned.forEach(statement -> statement.accept(database)));
      }
      planned.clear();
    }
    return file;
  }

  /** Plans a statement; all are run in one transaction when the database is next needed. */
  public TestDatabase run(String sql, Object... parameters) {
    planned.add(database -> Sql.update(database, sql, parameters));
    return this;
  }

  /** A filled live execution that slipped 30 bps where 20 were asked for, and landed in 900 ms. */
  public TestDatabase print(long ts, String mint, double price) {
    return exec(ts, mint, 1, price, "o" + ts, "jito");
  }

  public TestDatabase exec(
      long ts, String mint, Integer filled, double price, String order, String route) {
    boolean isFilled = filled != null && filled == 1;
    return run(
        "INSERT INTO exec_outcomes (ts, mint, filled, exec_price, order_id, route,"
            + " slippage_bps_req, slippage_bps_real, time_to_land_ms) VALUES (?,?,?,?,?,?,?,?,?)",
        ts,
        mint,
        filled,
        isFilled ? price : 0,
        order,
        route,
        20,
        isFilled ? 30 : 0,
        isFilled ? 900 : 0);
  }

  public TestDatabase sim(long ts, String mint, int filled, double price, String route) {
    return run(
        "INSERT INTO sim_exec_outcomes (ts, mint, filled, exec_price, route, slippage_bps_req,"
            + " slippage_bps_real, time_to_land_ms) VALUES (?,?,?,?,?,?,?,?)",
        ts,
        mint,
        filled,
        filled * price,
        route,
        60,
        filled * 45,
        filled * 500);
  }

  public TestDatabase prediction(long ts, String route, String json) {
    return run("INSERT INTO fill_preds (ts, route, ctx_json) VALUES (?,?,?)", ts, route, json);
  }

  /** A decision as the services log it: one context per arm, which differ in their slippage. */
  public TestDatabase decision(long ts, String route, long amount, double lpSol, int... slippages) {
    for (int slippage : slippages) {
      prediction(
          ts,
          route,
          "{\"ctx\":{\"route\":\""
              + route
              + "\",\"amountLamports\":"
              + amount
              + ",\"slippageBps\":"
              + slippage
              + ",\"lpSol\":"
              + lpSol
              + "}}");
    }
    return this;
  }

  /** A live attempt as the services log it; one that failed tells no amount. */
  public TestDatabase attempt(
      long ts,
      String route,
      String order,
      int filled,
      Double amountIn,
      String side,
      int askedBps,
      double... slippedBps) {
    return run(
        "INSERT INTO exec_outcomes (ts, mint, filled, exec_price, order_id, route, amount_in, side,"
            + " slippage_bps_req, slippage_bps_real, time_to_land_ms) VALUES"
            + " (?,?,?,?,?,?,?,?,?,?,?)",
        ts,
        "m",
        filled,
        filled == 1 ? 2.0 : null,
        order,
        route,
        amountIn,
        side,
        askedBps,
        slippedBps.length == 0 ? null : (Double) slippedBps[0],
        filled == 1 ? 100 : null);
  }

  public TestDatabase score(long ts, String mint, String json) {
    return run(
        "INSERT INTO scores (ts, mint, horizon, score, features_json) VALUES (?,?,'10m',0.5,?)",
        ts,
        mint,
        json);
  }

  public TestDatabase sizing(Long ts, String mint, String json) {
    return run("INSERT INTO sizing_decisions (ts, mint, ctx_json) VALUES (?,?,?)", ts, mint, json);
  }

  public TestDatabase verdict(long ts, String mint, double rugProb, String reasons) {
    return run(
        "INSERT INTO rug_verdicts (ts, mint, rug_prob, reasons_json) VALUES (?,?,?,?)",
        ts,
        mint,
        rugProb,
        reasons);
  }

  /** Something that is logged later, so that earlier windows are over. */
  public TestDatabase end(long ts) {
    return exec(ts, "zzz-last", 0, 0, "end" + ts, "none");
  }

  public TrainingSet read(ModelName model) {
    return read(model, ReadOptions.DEFAULT);
  }

  public TrainingSet readAsOf(ModelName model, long ms) {
    return read(model, new ReadOptions(OptionalLong.of(ms), ReadOptions.DEFAULT_TRAIL_BPS));
  }

  public TrainingSet read(ModelName model, ReadOptions options) {
    try (Database database = Database.openReadOnly(file())) {
      return TrainingReader.read(database, model, options);
    }
  }

  /** The feature vector of a row. */
  public static double[] vector(TrainingSet set, int row) {
    double[] vector = new double[set.featureNames().size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = set.features()[i][row];
    }
    return vector;
  }
}
