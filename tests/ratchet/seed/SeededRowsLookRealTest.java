package ratchet.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.Json;

class SeededRowsLookRealTest {
  @TempDir static Path folder;
  private static Path file;
  private static Map<String, Long> rows;

  @BeforeAll
  static void seed() {
    file = folder.resolve("trenches.db");
    rows = Seeded.seed(file, new SeedPlan(42, 21, 600, 20_000, Seeded.END)).rows();
  }

  @Test
  void theGuidesMinimaAreMet() {
    assertThat(rows.get("exec_outcomes")).isGreaterThanOrEqualTo(1000);
    assertThat(rows.get("sim_exec_outcomes")).isGreaterThanOrEqualTo(1000);
    assertThat(rows.get("fills")).isGreaterThanOrEqualTo(500);
    assertThat(rows.get("rug_verdicts")).isGreaterThanOrEqualTo(100);
    assertThat(rows.get("scores")).isGreaterThanOrEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec_outcomes",
        "sim_exec_outcomes",
        "fill_preds",
        "scores",
        "rug_verdicts",
        "sizing_decisions",
        "sizing_outcomes",
        "fee_decisions",
        "hazard_states",
        "prices",
        "migration_events"
      })
  void timesAreMillisecondsAndAscendAndEndWithTheLog(String table) throws Exception {
    String sql =
        "SELECT min(ts) > 2e10, max(ts) <= %d, sum(ts < before) FROM (SELECT ts,"
            + " lag(ts) OVER (ORDER BY rowid) AS before FROM %s)";
    assertThat(Seeded.query(file, sql.formatted(Seeded.END.toEpochMilli(), table)))
        .containsExactly("1|1|0");
  }

  @Test
  void theLogIsFreshToItsEnd() throws Exception {
    for (String table : List.of("exec_outcomes", "sim_exec_outcomes", "scores", "prices")) {
      long last = Long.parseLong(Seeded.query(file, "SELECT max(ts) FROM " + table).get(0));
      assertThat(Seeded.END.toEpochMilli() - last).as(table).isLessThan(12 * 3_600_000L);
    }
  }

  @Test
  void aFailedAttemptTellsNothingButThatItFailed() throws Exception {
    assertThat(
            Seeded.query(
                file,
                "SELECT DISTINCT exec_price, slippage_bps_real, time_to_land_ms,"
                    + " priority_fee_lamports, amount_in, amount_out, fee_lamports_total,"
                    + " error_code IS NULL, notes IS NULL FROM exec_outcomes WHERE filled = 0"))
        .containsExactly("null|null|null|null|null|null|null|0|0");
  }

  @Test
  void anOrderIsNamedByAUuidThatNoOtherTableHas() throws Exception {
    List<String> orders = Seeded.query(file, "SELECT DISTINCT order_id FROM exec_outcomes");
    assertThat(orders).hasSize(rows.get("exec_outcomes").intValue());
    assertThat(orders)
        .allMatch(order -> order.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
        .allMatch(order -> UUID.fromString(order).version() == 4);
  }

  @Test
  void slippageIsThePriceAgainstTheQuoteOnBothSides() throws Exception {
    // adverse is positive on a buy and negative on a sell
    assertThat(
            Seeded.query(
                file,
                "SELECT side, avg(slippage_bps_real) > 100, avg(slippage_bps_real) < -100,"
                    + " max(abs(slippage_bps_real - (exec_price - quote_price) / quote_price *"
                    + " 1e4)) < 1e-6 FROM exec_outcomes WHERE filled = 1 GROUP BY side"))
        .containsExactly("buy|1|0|1", "sell|0|1|1");
  }

  @Test
  void aDecisionLogsOneContextForEachArmAtOneTime() throws Exception {
    assertThat(rows.get("fill_preds")).isEqualTo(5 * rows.get("fee_decisions"));
    assertThat(rows.get("fee_decisions")).isEqualTo(rows.get("exec_outcomes"));
    assertThat(
            Seeded.query(
                file,
                "SELECT DISTINCT count(*), count(DISTINCT ctx_json ->> '$.ctx.slippageBps'),"
                    + " (SELECT count(*) FROM fee_decisions f WHERE f.ts = p.ts AND"
                    + " round(f.ctx_json ->> '$.ctx.sizeSol' * 1e9) = p.ctx_json ->>"
                    + " '$.ctx.amountLamports') FROM (SELECT * FROM fill_preds LIMIT 2000) p GROUP"
                    + " BY ts, route, ctx_json ->> '$.ctx.amountLamports'"))
        .containsExactly("5|5|1");
  }

  @Test
  void theLatestContextOfARouteIsMostlyAnotherAttempts() throws Exception {
    String decision =
        "(SELECT ctx_json ->> '$.ctx.amountLamports' FROM fill_preds p WHERE p.route = e.route AND"
            + " p.ts <= e.ts %s ORDER BY p.ts DESC LIMIT 1)";
    String sql =
        "SELECT avg("
            + decision.formatted("")
            + " <> amount_in) > 0.5, sum("
            + decision.formatted("AND ctx_json ->> '$.ctx.amountLamports' = e.amount_in")
            + " IS NULL) FROM (SELECT * FROM exec_outcomes WHERE filled = 1 LIMIT 1000) e";
    Seeded.execute(file, "CREATE INDEX IF NOT EXISTS by_route ON fill_preds (route, ts)");
    assertThat(Seeded.query(file, sql)).containsExactly("1|0");
  }

  @Test
  void aFailedAttemptIsTheOnlyOneItsDecisionCanBe() throws Exception {
    // of two decisions of a route that fail, the first is known to have before the second is taken
    String sql =
        "WITH d AS (SELECT ts, route, ctx_json ->> '$.ctx.amountLamports' AS amount FROM fill_preds"
            + " GROUP BY 1, 2, 3), failing AS (SELECT ts, route, lag(ts) OVER (PARTITION BY route"
            + " ORDER BY ts) AS before FROM d WHERE NOT EXISTS (SELECT 1 FROM exec_outcomes e WHERE"
            + " e.filled = 1 AND e.route = d.route AND e.ts BETWEEN d.ts AND d.ts + 60000 AND"
            + " e.amount_in = d.amount)) SELECT count(*), sum((SELECT count(*) FROM"
            + " exec_outcomes e WHERE e.filled = 0 AND e.route = f.route AND e.ts >= before AND"
            + " e.ts < f.ts) <> 1) FROM failing f WHERE before IS NOT NULL";
    Seeded.execute(
        file, "CREATE INDEX IF NOT EXISTS by_failure ON exec_outcomes (filled, route, ts)");
    String found = Seeded.query(file, sql).get(0);
    assertThat(found).endsWith("|0");
    assertThat(Integer.parseInt(found.substring(0, found.indexOf('|')))).isGreaterThan(2_000);
  }

  @Test
  void shadowRowsRepeatTheRequest() throws Exception {
    assertThat(
            Seeded.query(
                file,
                "SELECT source, min(filled), sum(slippage_bps_real <> slippage_bps_req),"
                    + " sum(exec_price <> quote_price) FROM sim_exec_outcomes GROUP BY source"))
        .containsExactly("shadow|1|0|0", "shadow_replay|1|0|0");
  }

  @Test
  void aMintMayBeSizedByBothWritersAndOneTellsNoFeature() throws Exception {
    assertThat(
            Seeded.query(
                file,
                "SELECT arm IS NULL, notional IS NULL, ctx_json IS NULL, count(*) > 50 FROM"
                    + " sizing_decisions GROUP BY 1, 2, 3"))
        .containsExactly("0|0|0|1", "1|1|1|1");
    assertThat(
            Seeded.query(
                file,
                "SELECT count(*) > 20 FROM sizing_decisions a JOIN sizing_decisions b ON a.mint ="
                    + " b.mint AND a.ts = b.ts AND a.id < b.id AND a.ctx_json IS NULL AND"
                    + " b.ctx_json IS NOT NULL"))
        .containsExactly("1");
  }

  @Test
  void everyFilledLiveExecutionHasItsFill() throws Exception {
    assertThat(Seeded.query(file, "SELECT count(*) FROM exec_outcomes WHERE filled = 1"))
        .containsExactly(rows.get("fills").toString());
  }

  @ParameterizedTest
  @CsvSource({"fee_decisions,5", "sizing_decisions,3"})
  void armsAreDrawnWithTheProbabilitiesThatAreLogged(String table, int arms) throws Exception {
    double[] drawn = new double[arms];
    double[] expected = new double[arms];
    double[] variance = new double[arms];
    for (String text :
        Seeded.query(file, "SELECT ctx_json FROM " + table + " WHERE ctx_json IS NOT NULL")) {
      JsonNode decision = Json.read(text);
      double sum = 0;
      for (int arm = 0; arm < arms; arm++) {
        double probability = decision.get("probs").get(arm).doubleValue();
        sum += probability;
        expected[arm] += probability;
        variance[arm] += probability * (1 - probability);
      }
      assertThat(sum).isCloseTo(1, within(1e-9));
      drawn[decision.get("armIndex").intValue()]++;
    }
    for (int arm = 0; arm < arms; arm++) {
      assertThat((drawn[arm] - expected[arm]) / Math.sqrt(variance[arm]))
          .as("arm " + arm)
          .isBetween(-4.0, 4.0);
      assertThat(drawn[arm]).isPositive();
    }
  }

  @Test
  void theMintOfASizedCandidateIsTheOneThatWasSized() throws Exception {
    assertThat(
            Seeded.query(
                file,
                "SELECT count(*) FROM sizing_decisions WHERE ctx_json ->> '$.ctx.candidate.mint' <>"
                    + " mint OR length(mint) <> 44"))
        .containsExactly("0");
  }
}
