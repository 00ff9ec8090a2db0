package ratchet.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
      assertThat(Seeded.END.toEpochMilli() - last).as(table).isLessThan(3 * 3_600_000L);
    }
  }

  @Test
  void anUnfilledAttemptIsLoggedWithZeros() throws Exception {
    for (String table : List.of("exec_outcomes", "sim_exec_outcomes")) {
      assertThat(
              Seeded.query(
                  file,
                  "SELECT DISTINCT exec_price, slippage_bps_real, time_to_land_ms FROM "
                      + table
                      + " WHERE filled = 0"))
          .containsExactly("0.0|0.0|0");
    }
  }

  @Test
  void everyFilledLiveExecutionHasItsFill() throws Exception {
    assertThat(Seeded.query(file, "SELECT count(*) FROM exec_outcomes WHERE filled = 1"))
        .containsExactly(rows.get("fills").toString());
  }

  @Test
  void feeArmsAreDrawnWithTheProbabilitiesThatAreLogged() throws Exception {
    double[] drawn = new double[5];
    double[] expected = new double[5];
    double[] variance = new double[5];
    for (String text : Seeded.query(file, "SELECT ctx_json FROM fee_decisions")) {
      JsonNode decision = Json.read(text);
      double sum = 0;
      for (int arm = 0; arm < 5; arm++) {
        double probability = decision.get("probs").get(arm).doubleValue();
        sum += probability;
        expected[arm] += probability;
        variance[arm] += probability * (1 - probability);
      }
      assertThat(sum).isCloseTo(1, within(1e-9));
      drawn[decision.get("armIndex").intValue()]++;
    }
    for (int arm = 0; arm < 5; arm++) {
      assertThat((drawn[arm] - expected[arm]) / Math.sqrt(variance[arm]))
          .as("arm " + arm)
          .isBetween(-4.0, 4.0);
      assertThat(drawn[arm]).isPositive();
    }
  }

  @Test
  void explorationIsLoggedWhereItHappened() throws Exception {
    for (String row : Seeded.query(file, "SELECT reason, ctx_json, arm FROM sizing_decisions")) {
      String[] parts = row.split("\\|");
      JsonNode context = Json.read(parts[1]);
      assertThat(context.has("probs")).isEqualTo(parts[0].equals("explore"));
      assertThat(context.get("ctx").get("mint").textValue()).startsWith("0seed").hasSize(44);
    }
  }
}
