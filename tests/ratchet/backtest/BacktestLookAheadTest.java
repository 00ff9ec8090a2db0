package ratchet.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.backtest.ReplayModelSamples.alpha;
import static ratchet.backtest.ReplayModelSamples.fillNet;
import static ratchet.backtest.ReplayModelSamples.of;
import static ratchet.backtest.ReplayModelSamples.rugGuard;
import static ratchet.backtest.ReplayModelSamples.survival;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.backtest.Backtest.UnpricedPositions;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

/** Nothing that is decided may depend on anything that was logged later. */
class BacktestLookAheadTest {
  private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");
  private static final TimeWindow WINDOW =
      new TimeWindow(END.minus(Duration.ofDays(7)).toEpochMilli(), END.toEpochMilli());

  @TempDir private static Path folder;
  private static Path original;

  @BeforeAll
  static void seed() {
    original = folder.resolve("original.db");
    try (Database database = Database.openReadWrite(original)) {
      Seeder.seed(database, new SeedPlan(3, 8, 300, 8_000, END), false);
    }
  }

  @Test
  void alteringWhatCameLaterChangesNothingDecidedBefore() throws Exception {
    List<Trade> before = trades(original);
    for (long hour : new long[] {20, 75, 140}) {
      long t = WINDOW.fromMs() + Duration.ofHours(hour).toMillis();
      List<Trade> after = trades(altered(t));
      assertThat(closedBy(after, t)).isEqualTo(closedBy(before, t)).isNotEmpty();
      assertThat(after).isNotEqualTo(before);
    }
  }

  @Test
  void theSameLogGivesTheSameTrades() {
    assertThat(trades(original)).isEqualTo(trades(original));
  }

  @Test
  void theOrderOfTheRowsInTheFileDoesNotMatter() throws Exception {
    Path shuffled = copy("shuffled.db");
    execute(
        shuffled,
        "CREATE TABLE s AS SELECT * FROM exec_outcomes ORDER BY order_id",
        "DELETE FROM exec_outcomes",
        "INSERT INTO exec_outcomes SELECT * FROM s",
        "CREATE TABLE p AS SELECT * FROM fill_preds ORDER BY ctx_json",
        "DELETE FROM fill_preds",
        "INSERT INTO fill_preds SELECT * FROM p");
    assertThat(trades(shuffled)).isEqualTo(trades(original));
  }

  /** All that is known by t: what was closed, at what price, and what it brought. */
  private static List<String> closedBy(List<Trade> trades, long t) {
    return trades.stream()
        .filter(trade -> trade.exitMs() <= t)
        .map(
            trade ->
                trade.mint()
                    + " "
                    + trade.entryMs()
                    + " "
                    + trade.exitMs()
                    + " "
                    + trade.exitPrice()
                    + " "
                    + trade.netUsd()
                    + " "
                    + trade.exit())
        .toList();
  }

  private static Path altered(long t) throws Exception {
    Path copy = copy("altered" + t + ".db");
    String later = " WHERE ts > " + t;
    execute(
        copy,
        "UPDATE exec_outcomes SET exec_price = exec_price * 3, slippage_bps_real = 700,"
            + " filled = 1 - filled, priority_fee_lamports = 77, side = 'buy'"
            + later,
        "UPDATE sim_exec_outcomes SET exec_price = exec_price / 2" + later,
        "UPDATE scores SET features_json = '{\"lp_norm\":1}'" + later,
        "UPDATE sizing_decisions SET notional = 9, ctx_json = '{\"ctx\":{}}'" + later,
        "UPDATE rug_verdicts SET rug_prob = 0.5, reasons_json = '[]'" + later,
        "UPDATE fill_preds SET ctx_json = 'x'" + later,
        "UPDATE prices SET usd = usd * 2" + later,
        "DELETE FROM migration_events" + later);
    return copy;
  }

  private static Path copy(String name) throws Exception {
    Path copy = folder.resolve(name);
    Files.deleteIfExists(copy);
    execute(original, "VACUUM INTO '" + copy + "'");
    return copy;
  }

  private static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<Trade> trades(Path file) {
    List<Trade> trades = new ArrayList<>();
    ReplayModels models = of(alpha(), fillNet(true, 60), rugGuard(true), survival(150));
    try (Database database = Database.openReadOnly(file)) {
      Backtest.run(
          database,
          WINDOW,
          models,
          models,
          BacktestRules.standard(),
          UnpricedPositions.WORST,
          new Backtest.Listeners(
              (side, trade) -> {
                if (side.equals("candidate")) {
                  trades.add(trade);
                }
              },
              events -> {}));
    }
    return trades;
  }
}
