package ratchet.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static ratchet.backtest.ReplayLog.DAY;
import static ratchet.backtest.ReplayLog.HOUR;
import static ratchet.backtest.ReplayLog.MINUTE;
import static ratchet.backtest.ReplayLog.T;
import static ratchet.backtest.ReplayModelSamples.alpha;
import static ratchet.backtest.ReplayModelSamples.fillNet;
import static ratchet.backtest.ReplayModelSamples.fittedUntil;
import static ratchet.backtest.ReplayModelSamples.of;
import static ratchet.backtest.ReplayModelSamples.rugGuard;
import static ratchet.backtest.ReplayModelSamples.survival;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.backtest.Backtest.UnpricedPositions;
import ratchet.backtest.ReplayCoverage.AttemptOutcome;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.evaluation.Refusal;
import ratchet.statistics.ClusterInterval;

class BacktestTest {
  private static final TimeWindow WINDOW = new TimeWindow(T - HOUR, T + 10 * DAY);

  @TempDir Path folder;
  private ReplayLog log;
  private final List<Trade> trades = new ArrayList<>();

  @BeforeEach
  void emptyLog() throws SQLException {
    log = new ReplayLog(folder.resolve("log.db"));
    log.predict(T + 10 * DAY, "the log goes on");
  }

  @AfterEach
  void close() throws SQLException {
    log.close();
  }

  @Test
  void chargesWhatTheLogSaysATradeCost() throws SQLException {
    entry(T, "A", 40);
    log.buy(T, "A", 1.0);
    log.sell(T + MINUTE, "A", 1.5);
    log.sell(T + 2 * MINUTE, "A", 1.2);
    log.sell(T + 3 * MINUTE, "A", 9);
    Backtest backtest = replay(of(fillNet(true, 60), survival(1000)));
    Trade trade = trades.get(0);
    assertThat(trade.exit()).isEqualTo("trail");
    assertThat(trade.exitMs()).isEqualTo(T + 2 * MINUTE);
    // 1,000 USD became 1,200, less what 100 bps of slippage had taken: gross 1,200·1.01 − 1,000
    assertThat(trade.grossUsd()).isCloseTo(212, within(1e-9));
    assertThat(trade.slipUsd()).isCloseTo(12, within(1e-9));
    // 0.005 SOL of 100 USD, in and out
    assertThat(trade.feeUsd()).isCloseTo(1, within(1e-12));
    // 60 bps expected, 100 realised
    assertThat(trade.errorUsd()).isCloseTo(4, within(1e-9));
    assertThat(backtest.candidate().figures().netUsd()).isCloseTo(195, within(1e-9));
  }

  @Test
  void whatAServiceSizedIsSolAndARowWithoutAContextHidesNothing() throws SQLException {
    log.sol(T - HOUR, 100);
    String json = "{\"ctx\":{\"candidate\":{\"lpSol\":40,\"spreadBps\":10}}}";
    log.size(T - MINUTE, "A", 0.2, json);
    log.size(T - MINUTE, "A", 7, null);
    log.buy(T, "A", 1.0);
    log.sell(T + MINUTE, "A", 1.5);
    log.sell(T + 2 * MINUTE, "A", 1.2);
    log.sell(T + 3 * MINUTE, "A", 9);
    replay(of(survival(1000)));
    assertThat(trades).isNotEmpty().extracting(Trade::notionalUsd).containsOnly(20.0);
  }

  @Test
  void aFailedAttemptCostsItsFeeAndOpensNothing() throws SQLException {
    entry(T, "A", 40);
    log.buy(T, "A", 0);
    log.sell(T + MINUTE, "A", 1.5);
    Backtest backtest = replay(of());
    assertThat(backtest.candidate().figures().netUsd()).isCloseTo(-0.5, within(1e-12));
    assertThat(backtest.candidate().figures().byName())
        .containsEntry("landed_rate", 0.0)
        .containsEntry("attempts", 1.0);
  }

  @Test
  void aPositionIsClosedInTimeAtTheLastPriceSeen() throws SQLException {
    entry(T, "A", 40);
    log.buy(T, "A", 1.0);
    log.sell(T + 10 * MINUTE, "A", 1.1);
    log.sell(T + 61 * MINUTE, "A", 5);
    replay(of(survival(5000)));
    assertThat(trades.get(0).exit()).isEqualTo("time");
    assertThat(trades.get(0).exitPrice()).isEqualTo(1.1);
    assertThat(trades.get(0).exitMs()).isEqualTo(T + HOUR);
  }

  /** Else the hour would count what fell at once and not what was still held. */
  @Test
  void entriesOfTheLogsLastHourAreLeftOutHoweverTheyEnded() throws SQLException {
    log.run("DELETE FROM fill_preds");
    entry(T, "A", 40);
    log.buy(T, "A", 1.0);
    log.sell(T + 10 * MINUTE, "A", 1.1);
    entry(T + MINUTE, "B", 40);
    log.buy(T + MINUTE, "B", 1.0);
    entry(T + MINUTE, "C", 40);
    log.buy(T + MINUTE, "C", 1.0);
    log.sell(T + 2 * MINUTE, "C", 0.5);
    entry(T + MINUTE, "D", 40);
    log.buy(T + MINUTE, "D", 0);
    log.predict(T + HOUR, "last event");
    assertThat(json(replay(of())).at("/coverage/candidate/open_at_end").asInt()).isEqualTo(4);
    assertThat(trades).isEmpty();
    log.predict(T + HOUR + MINUTE, "last event");
    assertThat(json(replay(of())).at("/coverage/candidate/open_at_end").asInt()).isEqualTo(3);
    log.predict(T + HOUR + MINUTE + 1, "last event");
    assertThat(json(replay(of())).at("/coverage/candidate/open_at_end").asInt()).isZero();
    assertThat(trades).hasSize(8);
  }

  @Test
  void aPositionWithoutALaterPriceIsATotalLossAndItsFees() throws SQLException {
    entry(T, "A", 40);
    log.buy(T, "A", 1.0);
    Backtest worst = replay(of());
    assertThat(trades.get(0).exit()).isEqualTo("unpriced");
    // 1,000 USD, and 0.005 SOL of 100 USD in and out
    assertThat(worst.candidate().figures().netUsd()).isCloseTo(-1001, within(1e-9));
    assertThat(worst.refusals()).contains(new Refusal("unpriced_positions", 1, 0.1));
    Backtest last = replay(of(), of(), UnpricedPositions.LAST);
    assertThat(last.candidate().figures().netUsd()).isCloseTo(-1, within(1e-9));
    assertThat(last.refusals()).contains(new Refusal("unpriced_positions", 1, 0.1));
    assertThat(BacktestReport.lines(last).toString())
        .contains("without a later price: 1 and 1 positions (last)");
  }

  @Test
  void deletingThePrintsAfterTheWorstTradesNeverRaisesAResult() throws SQLException {
    weeks();
    ReplayModels models = of(survival(1000));
    double before = replay(models).candidate().figures().netUsd();
    List<Trade> worst =
        trades.stream().sorted(Comparator.comparingDouble(Trade::netUsd)).limit(20).toList();
    for (Trade trade : worst) {
      log.run("DELETE FROM exec_outcomes WHERE mint = ? AND ts > ?", trade.mint(), trade.entryMs());
      double after = replay(models).candidate().figures().netUsd();
      assertThat(after).isLessThanOrEqualTo(before);
      before = after;
    }
    assertThat(replay(models).refusals())
        .extracting(Refusal::code)
        .doesNotContain("too_few_trades");
  }

  @Test
  void aFailedAttemptCostsWhatTheLastOneOfItsRouteDidWhereTheLogDoesNotSay() throws SQLException {
    entry(T, "A", 40);
    log.execution(T, "A", 0, "buy", null);
    log.run("UPDATE exec_outcomes SET priority_fee_lamports = NULL");
    assertThat(outcome(of())).isEqualTo(AttemptOutcome.WITHOUT_COST);
    log.buy(T - HOUR, "B", 1.0);
    Backtest backtest = replay(of());
    assertThat(backtest.candidate().figures().netUsd()).isCloseTo(-0.5, within(1e-12));
    assertThat(json(backtest).at("/coverage/candidate/assumed_costs").asInt()).isEqualTo(1);
  }

  @Test
  void failedAttemptsAreInEveryFigure() throws SQLException {
    for (int i = 0; i < 3; i++) {
      long ms = T + i * DAY;
      entry(ms, "A" + i, 40);
      log.buy(ms, "A" + i, i == 0 ? 0 : 1.0);
      log.sell(ms + MINUTE, "A" + i, 1.2);
    }
    Map<String, Double> figures = replay(of(survival(5000))).candidate().figures().byName();
    // twice 1,200·1.01 − 1,000 gross, 12 slippage, 1 fee: 199; once 0.5 for nothing
    double net = 2 * 199 - 0.5;
    double mean = net / 3;
    double variance = (2 * Math.pow(199 - mean, 2) + Math.pow(0.5 + mean, 2)) / 2;
    assertThat(figures.get("net_usd")).isCloseTo(net, within(1e-9));
    assertThat(figures.get("hit_rate")).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(figures.get("sharpe_per_trade")).isCloseTo(mean / Math.sqrt(variance), within(1e-9));
    assertThat(figures.get("return_bps")).isCloseTo(10_000 * net / 2000, within(1e-9));
  }

  @Test
  void rowsThatEitherSideWasFittedOnAreLeftOutAndARefusalSaysHowMany() throws SQLException {
    weeks();
    ReplayModels unknown = of(survival(1000));
    Instant holdout = Instant.ofEpochMilli(T + 2 * DAY - 12 * HOUR);
    ReplayModels fitted = of(fittedUntil(survival(1000), holdout));
    for (Backtest backtest : List.of(replay(fitted, unknown), replay(unknown, fitted))) {
      assertThat(backtest.unseenFrom()).isEqualTo(holdout);
      assertThat(backtest.leftOut()).isEqualTo(60);
      assertThat(backtest.days()).isEqualTo(8);
      assertThat(backtest.candidate().figures().trades()).isEqualTo(80);
      assertThat(backtest.refusals()).isEmpty();
    }
    ReplayModels late = of(fittedUntil(survival(1000), Instant.ofEpochMilli(T + 9 * DAY - HOUR)));
    assertThat(replay(late, unknown).refusals())
        .containsExactly(
            new Refusal("too_few_days", 1, 5),
            new Refusal("too_few_trades", 10, 20),
            new Refusal("too_few_mints", 10, 20),
            new Refusal("fitted_rows_left_out", 270, 0));
  }

  @Test
  void manyTradesOnFewMintsAreFewObservations() throws SQLException {
    for (int i = 0; i < 100; i++) {
      long ms = T + i * 2 * HOUR;
      String mint = "mint" + i % 8;
      entry(ms, mint, 40);
      log.buy(ms, mint, 1.0);
      log.sell(ms + MINUTE, mint, 1.1);
    }
    Backtest backtest = replay(of(survival(5000)));
    assertThat(backtest.candidate().figures().trades()).isEqualTo(100);
    assertThat(backtest.refusals())
        .extracting(Refusal::code)
        .containsExactly("too_few_mints", "too_few_effective_mints");
  }

  @Test
  void eachModelDecidesItsOwnStep() throws SQLException {
    entry(T, "A", 10);
    log.score(T - MINUTE, "A", 0.4);
    log.buy(T, "A", 1.0);
    assertThat(outcome(of(alpha()))).isEqualTo(AttemptOutcome.NOT_PICKED);
    assertThat(outcome(of(rugGuard(true)))).isEqualTo(AttemptOutcome.VETOED);
    assertThat(outcome(of(rugGuard(false)))).isEqualTo(AttemptOutcome.FILLED);
    assertThat(outcome(of(fillNet(false, 60)))).isEqualTo(AttemptOutcome.NOT_ADMITTED);
    assertThat(outcome(of(fillNet(true, 251)))).isEqualTo(AttemptOutcome.NOT_ADMITTED);
    assertThat(outcome(of(fillNet(true, 250)))).isEqualTo(AttemptOutcome.FILLED);
    log.score(T - 30_000, "A", 0.6);
    assertThat(outcome(of(alpha()))).isEqualTo(AttemptOutcome.FILLED);
  }

  @Test
  void whatWasNotKnownInTimeIsNotTraded() throws SQLException {
    log.sol(T - HOUR, 100);
    log.size(T + 1, "A", 40);
    log.buy(T, "A", 1.0);
    assertThat(outcome(of())).isEqualTo(AttemptOutcome.WITHOUT_CONTEXT);
    log.size(T - 61 * MINUTE, "A", 40);
    assertThat(outcome(of())).isEqualTo(AttemptOutcome.WITHOUT_CONTEXT);
    log.size(T - 2, "A", 1000, "{\"ctx\":");
    assertThat(outcome(of())).isEqualTo(AttemptOutcome.MALFORMED_CONTEXT);
    log.size(T - 1, "A", 0, "{\"ctx\":{}}");
    assertThat(outcome(of())).isEqualTo(AttemptOutcome.WITHOUT_SIZE);
    log.size(T, "A", 1000, "{\"ctx\":{}}");
    log.predict(T - MINUTE - 1, "jito");
    log.predict(T + 1, "jito");
    assertThat(outcome(of(fillNet(true, 60)))).isEqualTo(AttemptOutcome.WITHOUT_PREDICTION);
    log.predict(T, "jito");
    assertThat(outcome(of(fillNet(true, 60)))).isEqualTo(AttemptOutcome.FILLED);
    log.run("UPDATE exec_outcomes SET fee_lamports_total = NULL, priority_fee_lamports = NULL");
    assertThat(outcome(of())).isEqualTo(AttemptOutcome.WITHOUT_COST);
    log.run("UPDATE prices SET ts = ts + ?", 2 * DAY);
    assertThat(outcome(of())).isEqualTo(AttemptOutcome.WITHOUT_SOL_PRICE);
  }

  @Test
  void theChampionAgainstItselfIsExactlyZero() throws SQLException {
    weeks();
    ReplayModels models = of(alpha(), fillNet(true, 60), rugGuard(true), survival(1000));
    Backtest backtest = replay(models, models);
    assertThat(backtest.candidate().figures().trades()).isGreaterThan(20);
    assertThat(backtest.netUsd().orElseThrow())
        .extracting(ClusterInterval::lower, ClusterInterval::upper)
        .containsExactly(0.0, 0.0);
    assertThat(backtest.refusals()).isEmpty();
  }

  @Test
  void aCandidateThatLosesMoneyIsRefusedAndItsOppositeIsNot() throws SQLException {
    weeks();
    ReplayModels careful = of(rugGuard(true), survival(1000));
    ReplayModels careless = of(rugGuard(false), survival(1000));
    assertThat(replay(careless, careful).refusals())
        .extracting(Refusal::code)
        .containsExactly("net_usd_below_champion");
    Backtest better = replay(careful, careless);
    assertThat(better.refusals()).isEmpty();
    assertThat(better.netUsd().orElseThrow().lower()).isPositive();
  }

  @Test
  void aThinOrBrokenLogIsRefusedWithWhatWasMeasured() throws SQLException {
    assertThat(replay(of()).refusals())
        .containsExactly(
            new Refusal("empty_window", 0, 1),
            new Refusal("too_few_days", 0, 5),
            new Refusal("too_few_trades", 0, 20),
            new Refusal("too_few_mints", 0, 20),
            new Refusal("too_few_effective_mints", 0, 10));
    weeks();
    log.run("DELETE FROM prices");
    assertThat(replay(of()).refusals()).contains(new Refusal("missing_sol_prices", 0, 0.95));
    log.run("UPDATE sizing_decisions SET ctx_json = 'x' WHERE rowid % 2 = 0");
    assertThat(replay(of()).refusals())
        .extracting(Refusal::code)
        .contains("malformed_contexts", "too_few_trades");
  }

  @Test
  void segmentsAddUpToTheWhole() throws SQLException {
    weeks();
    log.run("INSERT INTO migration_events (ts, mint) VALUES (?, 'bad3')", T - MINUTE);
    Backtest backtest = replay(of(survival(1000)));
    var json = BacktestReport.json(backtest);
    double whole = json.at("/candidate/net_usd").asDouble();
    double[] sums = new double[3];
    for (var segment : json.get("segments")) {
      String name = segment.get("segment").asText();
      double net = segment.at("/candidate/net_usd").asDouble();
      sums[0] += name.startsWith("day:") ? net : 0;
      sums[1] += name.startsWith("route:") ? net : 0;
      sums[2] += name.equals("migration") || name.equals("raydium") ? net : 0;
    }
    assertThat(sums).containsExactly(new double[] {whole, whole, whole}, within(1e-6));
    assertThat(json.toString()).contains("\"migration\"", "\"raydium\"");
  }

  /** Ten days of ten mints: the deep ones rise, the shallow ones fall by half. */
  private void weeks() throws SQLException {
    for (int day = 0; day < 10; day++) {
      for (int i = 0; i < 10; i++) {
        boolean good = i % 2 == 0;
        String mint = (good ? "good" : "bad") + (10 * day + i);
        long ms = T + day * DAY + i * 20 * MINUTE - 30 * MINUTE;
        entry(ms, mint, good ? 40 : 10);
        log.score(ms - MINUTE, mint, good ? 0.8 : 0.2);
        log.buy(ms, mint, 1.0);
        log.sell(ms + MINUTE, mint, good ? 1.3 : 0.9);
        log.sell(ms + 2 * MINUTE, mint, good ? 1.1 : 0.5);
      }
    }
  }

  private void entry(long ms, String mint, double lpSol) throws SQLException {
    log.sol(ms - 10, 100);
    log.size(ms - 5, mint, lpSol);
    log.predict(ms - 5, "jito");
  }

  /** What becomes of the one attempt of the log. */
  private AttemptOutcome outcome(ReplayModels models) throws SQLException {
    ReplayCoverage coverage = replay(models).candidate().coverage();
    return List.of(AttemptOutcome.values()).stream()
        .filter(outcome -> coverage.of(outcome) == 1)
        .findFirst()
        .orElseThrow();
  }

  private Backtest replay(ReplayModels models) throws SQLException {
    return replay(models, models);
  }

  private Backtest replay(ReplayModels candidate, ReplayModels champion) throws SQLException {
    return replay(candidate, champion, UnpricedPositions.WORST);
  }

  private static ObjectNode json(Backtest backtest) {
    return BacktestReport.json(backtest);
  }

  private Backtest replay(ReplayModels candidate, ReplayModels champion, UnpricedPositions unpriced)
      throws SQLException {
    trades.clear();
    try (Database database = Database.openReadOnly(log.file())) {
      return Backtest.run(
          database,
          WINDOW,
          candidate,
          champion,
          BacktestRules.standard(),
          unpriced,
          new Backtest.Listeners((side, trade) -> trades.add(trade), events -> {}));
    }
  }
}
