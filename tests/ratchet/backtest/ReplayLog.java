package ratchet.backtest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import ratchet.data.sqlite.Database;

/** A log to replay, made row by row. */
final class ReplayLog implements AutoCloseable {
  static final long T = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  private final Path file;
  private final Connection connection;

  ReplayLog(Path file) throws SQLException {
    this.file = file;
    Database.openReadWrite(file).close();
    connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    connection.setAutoCommit(false);
  }

  Path file() throws SQLException {
    connection.commit();
    return file;
  }

  void sol(long ms, double usd) throws SQLException {
    run("INSERT INTO prices VALUES (?,'SOL',?)", ms, usd);
  }

  /** A candidate of 1,000 USD whose only known figure is its depth. */
  void size(long ms, String mint, double lpSol) throws SQLException {
    size(ms, mint, 1000, "{\"ctx\":{\"lpSol\":" + lpSol + ",\"spreadBps\":10}}");
  }

  void size(long ms, String mint, double notionalUsd, String json) throws SQLException {
    run(
        "INSERT INTO sizing_decisions (ts, mint, notional, ctx_json) VALUES (?,?,?,?)",
        ms,
        mint,
        notionalUsd,
        json);
  }

  void score(long ms, String mint, double lpNorm) throws SQLException {
    for (String horizon : new String[] {"10m", "60m"}) {
      run(
          "INSERT INTO scores VALUES (?,?,?,0.5,?)",
          ms,
          mint,
          horizon,
          "{\"bias\":1,\"lp_norm\":" + lpNorm + "}");
    }
  }

  void predict(long ms, String route) throws SQLException {
    run(
        "INSERT INTO fill_preds VALUES (?,?,0.9,50,900,?)",
        ms,
        route,
        "{\"ctx\":{\"lpSol\":20,\"spreadBps\":10}}");
  }

  /** A buy that asked for 50 bps, slipped 100, landed in 900 ms and cost 5,000,000 lamports. */
  void buy(long ms, String mint, double price) throws SQLException {
    execution(ms, mint, price, "buy", 5_000_000L);
  }

  void sell(long ms, String mint, double price) throws SQLException {
    execution(ms, mint, price, "sell", 5_000_000L);
  }

  /**
   * @param price 0 for one that failed
   */
  void execution(long ms, String mint, double price, String side, Long lamports)
      throws SQLException {
    int filled = price > 0 ? 1 : 0;
    run(
        "INSERT INTO exec_outcomes (ts, mint, quote_price, exec_price, filled, route,"
            + " slippage_bps_req, slippage_bps_real, time_to_land_ms, priority_fee_lamports,"
            + " fee_lamports_total, side) VALUES (?,?,1,?,?,'jito',50,?,?,1000,?,?)",
        ms,
        mint,
        price,
        filled,
        filled * 100,
        filled * 900,
        lamports,
        side);
  }

  void run(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
