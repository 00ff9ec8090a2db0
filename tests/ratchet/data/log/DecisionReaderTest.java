package ratchet.data.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.data.sqlite.TestDatabase.HOUR;
import static ratchet.data.sqlite.TestDatabase.MINUTE;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TestDatabase;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.InputException;

class DecisionReaderTest {
  private static final String FEE =
      "{\"ctx\":{\"route\":\"jito\",\"lpSol\":20},\"arms\":[{\"slippageBps\":50},"
          + "{\"slippageBps\":90}],\"armIndex\":1,\"scores\":[0.1,0.2],\"probs\":[0.25,0.75]}";
  private static final String SIZED = "{\"ctx\":{},\"probs\":[0.5,0.5],\"armIndex\":0}";

  @TempDir Path folder;
  private TestDatabase rows;

  @BeforeEach
  void emptyDatabase() {
    rows = new TestDatabase(folder);
  }

  @Test
  void aFeeGoesWithTheNextExecutionOfItsRouteAndPrice() {
    fee(T, 7, FEE);
    execution(T + 10, "raydium", 7, 50, 1, 11);
    execution(T + 20, "jito", 8, 50, 1, 12);
    execution(T + 30, "jito", 7, 90, 1, 13);
    execution(T + 40, "jito", 7, 50, 1, 14);
    execution(T + 50, "jito", 7, 50, 1, 15);
    LoggedDecision only = fees().decisions().get(0);
    assertThat(only.outcome()).contains(new LoggedDecision.Execution(true, 14));
    assertThat(only.segment()).isEqualTo("jito");
    assertThat(only.arm()).isEqualTo(1);
    assertThat(only.scores()).containsExactly(0.1, 0.2);
  }

  @Test
  void aFeeGoesWithTheAttemptOfItsDecision() {
    rows.decision(T, "jito", 200_000_000, 10, 50, 90)
        .decision(T + 40, "jito", 300_000_000, 20, 50, 90)
        .decision(T + 80, "raydium", 400_000_000, 30, 50, 90);
    fee(T + 3, 7, sized(0.2));
    fee(T + 40, 7, sized(0.3));
    fee(T + 80, 7, sized(0.4));
    fee(T + 50, 7, sized(0.3));
    fee(T + 90, 7, sized(0.5));
    rows.decision(T + 1000, "jito", 600_000_000, 40, 50, 90);
    fee(T + 1000, 7, sized(0.6));
    // lands first, of the second decision; the executor raised the price to a floor
    rows.attempt(T + 900, "jito", "b", 1, 300_000_000.0, "sell", 50, -25)
        .attempt(T + 950, "raydium", "c", 0, null, "buy", 50)
        .attempt(T + 1000, "jito", "a", 1, 200_000_000.0, "buy", 50, 15);
    LoggedDecisions found = fees();
    assertThat(found.decisions())
        .extracting(decision -> decision.outcome().orElse(null))
        .containsExactly(
            new LoggedDecision.Execution(true, 15),
            new LoggedDecision.Execution(true, 25),
            null,
            new LoggedDecision.Execution(false, Double.NaN),
            null,
            null);
    assertThat(found.decisions())
        .extracting(LoggedDecision::segment)
        .containsExactly("jito", "jito", "", "raydium", "", "");
    assertThat(found.decisions().get(0).mint()).isEqualTo("m");
    assertThat(found.unmatched()).isEqualTo(new LoggedDecisions.Unmatched(0, 2, 1));
  }

  @Test
  void aModelIsAskedInTheContextOfTheDecision() {
    rows.decision(T, "jito", 200_000_000, 10, 50, 90);
    fee(T, 7, sized(0.2));
    rows.attempt(T + 900, "jito", "a", 1, 200_000_000.0, "buy", 50, 15);
    try (Database database = Database.openReadOnly(rows.file())) {
      assertThat(
              FeeDecisionReader.read(
                      database,
                      TimeWindow.ALL,
                      (context, slippageBps) ->
                          new double[] {
                            context.get("lpSol"), context.get("congestionScore"), slippageBps[1]
                          })
                  .decisions()
                  .get(0)
                  .values())
          .containsExactly(10, 0.4, 90);
    }
  }

  private static String sized(double sizeSol) {
    return "{\"ctx\":{\"congestionScore\":0.4,\"sizeSol\":"
        + sizeSol
        + "},\"arms\":[{\"slippageBps\":50},{\"slippageBps\":90}],\"armIndex\":0,"
        + "\"probs\":[0.5,0.5]}";
  }

  @Test
  void anExecutionAnswersOneDecisionAndNoneThatIsTooOldOrLater() {
    fee(T, 7, FEE);
    fee(T + MINUTE + 2, 7, FEE);
    execution(T - 1, "jito", 7, 50, 1, 11);
    execution(T + MINUTE + 1, "jito", 7, 50, 1, 12);
    execution(T + MINUTE + 3, "jito", 7, 50, 0, 13);
    List<LoggedDecision> decisions = fees().decisions();
    assertThat(decisions.get(0).outcome()).isEmpty();
    assertThat(decisions.get(1).outcome())
        .hasValueSatisfying(
            outcome -> assertThat(((LoggedDecision.Execution) outcome).isFilled()).isFalse());
  }

  @Test
  void secondsAreMillisecondsTooAndTheWindowLeavesItsEndOut() {
    fee(T / 1000, 7, FEE);
    fee(T + 5, 7, FEE);
    execution(T / 1000 + 1, "jito", 7, 50, 1, 11);
    assertThat(fees(new TimeWindow(T, T + 5)).decisions())
        .singleElement()
        .satisfies(decision -> assertThat(decision.outcome()).isPresent());
  }

  @Test
  void countsWhatCannotBeUsed() {
    for (String bad :
        List.of(
            "{\"ctx\":",
            "[]",
            "{\"probs\":[0.5,0.6],\"armIndex\":0}",
            "{\"probs\":[0.5,0.5],\"armIndex\":2}",
            "{\"probs\":[0.5,0.5],\"armIndex\":-1}",
            "{\"probs\":[0.5,\"x\"],\"armIndex\":0}",
            "{\"probs\":7,\"armIndex\":0}",
            "{\"probs\":[0.5,0.5],\"armIndex\":0.0}",
            "{\"probs\":[0.5,0.5],\"armIndex\":{}}",
            "{\"probs\":[0.5,0.5],\"armIndex\":0} {}",
            "{\"probs\":[0.5,0.5],\"armIndex\":0,\"armIndex\":1}",
            "{\"probs\":[0.5,0.5],\"armIndex\":0,\"ctx\":{\"a\":1,\"a\":1}}")) {
      fee(T, 7, bad);
    }
    fee(T, 7, null);
    fee(T, 7, "{\"ctx\":{}}");
    fee(T, 7, "{\"probs\":null,\"armIndex\":null}");
    LoggedDecisions found = fees();
    assertThat(found.decisions()).isEmpty();
    assertThat(found.malformed()).isEqualTo(13);
    assertThat(found.withoutProbabilities()).isEqualTo(2);
  }

  @Test
  void armsThatDoNotAllTellASlippageTellNone() {
    for (String arms :
        List.of(
            "{\"a\":{},\"b\":{}}",
            "[{\"slippageBps\":50}]",
            "[{\"slippageBps\":50},{\"slippageBps\":[90]}]",
            "[{\"slippageBps\":50},[90]]",
            "[{\"slippageBps\":50,\"x\":{\"y\":[1]}},{\"x\":1}]")) {
      fee(T, 7, "{\"arms\":" + arms + ",\"probs\":[0.5,0.5],\"armIndex\":0}");
    }
    fee(
        T,
        7,
        "{\"arms\":[{\"slippageBps\":5,\"x\":{}},{\"slippageBps\":9}],\"probs\":[0.5,0.5],\"armIndex\":0}");
    try (Database database = Database.openReadOnly(rows.file())) {
      assertThat(
              FeeDecisionReader.read(
                      database, TimeWindow.ALL, (context, slippageBps) -> slippageBps)
                  .decisions())
          .extracting(decision -> decision.values().length)
          .containsExactly(0, 0, 0, 0, 0, 2);
    }
  }

  @Test
  void asksTheModelForEveryArmInTheContextOfTheDecision() {
    fee(T, 7, FEE);
    try (Database database = Database.openReadOnly(rows.file())) {
      LoggedDecision only =
          FeeDecisionReader.read(
                  database,
                  TimeWindow.ALL,
                  (context, slippageBps) ->
                      new double[] {context.get("lpSol") + slippageBps[0], slippageBps[1]})
              .decisions()
              .get(0);
      assertThat(only.values()).containsExactly(70, 90);
    }
  }

  @Test
  void anOutcomeBelongsToTheLatestSizeBeforeIt() {
    size(T, "A", SIZED);
    size(T + MINUTE, "A", SIZED);
    size(T, "B", SIZED);
    closed(T + HOUR, "A", 5, 1);
    closed(T + 25 * HOUR, "B", 6, 1);
    closed(T + HOUR, "C", 7, 1);
    closed(T + HOUR, "B", 8, 0);
    List<LoggedDecision> decisions = sizes().decisions();
    assertThat(decisions).extracting(LoggedDecision::ms).containsExactly(T, T, T + MINUTE);
    assertThat(decisions.get(0).outcome()).isEmpty();
    assertThat(decisions.get(1).outcome()).isEmpty();
    assertThat(decisions.get(2).outcome()).contains(new LoggedDecision.Position(5, 20, 100, 1000));
  }

  @Test
  void aSizeWithoutAContextTakesNoOutcomeFromADecision() {
    size(T, "A", null);
    size(T, "A", SIZED);
    size(T, "A", null);
    closed(T + HOUR, "A", 5, 1);
    LoggedDecisions found = sizes();
    assertThat(found.decisions())
        .singleElement()
        .satisfies(decision -> assertThat(decision.outcome()).isPresent());
    assertThat(found.withoutProbabilities()).isEqualTo(2);
    assertThat(found.malformed()).isZero();
  }

  @Test
  void theEquityOfANestedCandidateIsInSol() {
    String nested = "{\"ctx\":{\"candidate\":{}},\"probs\":[0.5,0.5],\"armIndex\":0}";
    size(T, "A", nested);
    closed(T + HOUR, "A", 5, 1);
    assertThat(sizes().decisions().get(0).outcome()).isEmpty();
    rows.run("INSERT INTO prices VALUES (?,'SOL',100),(?,'SOL',150)", T - 2 * HOUR, T - HOUR);
    rows.run("INSERT INTO prices VALUES (?,'SOL',900),(?,'ETH',900)", T + 1, T);
    assertThat(sizes().decisions().get(0).outcome())
        .contains(new LoggedDecision.Position(5, 20, 100, 150_000));
    // older than a day is not known
    rows.run("UPDATE prices SET ts = ts - ? WHERE ts <= ?", 25 * HOUR, T);
    assertThat(sizes().decisions().get(0).outcome()).isEmpty();
  }

  @Test
  void namesTheTableThatIsMissing() {
    rows.run("DROP TABLE fee_decisions").run("DROP TABLE sizing_outcomes");
    assertThatThrownBy(this::fees)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no table fee_decisions");
    assertThatThrownBy(this::sizes)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no table sizing_outcomes");
  }

  private void fee(long ts, long cuPrice, String json) {
    rows.run("INSERT INTO fee_decisions VALUES (?,?,200000,50,?)", ts, cuPrice, json);
  }

  private void execution(
      long ts, String route, long cuPrice, double asked, int filled, double slip) {
    rows.run(
        "INSERT INTO exec_outcomes (ts, route, cu_price, slippage_bps_req, filled,"
            + " slippage_bps_real) VALUES (?,?,?,?,?,?)",
        ts,
        route,
        cuPrice,
        asked,
        filled,
        slip);
  }

  private void size(long ts, String mint, String json) {
    rows.run(
        "INSERT INTO sizing_decisions (ts, mint, tier, equity, ctx_json) VALUES (?,?,'t',1000,?)",
        ts,
        mint,
        json);
  }

  private void closed(long ts, String mint, double pnlUsd, int closed) {
    rows.run("INSERT INTO sizing_outcomes VALUES (?,?,100,?,20,?)", ts, mint, pnlUsd, closed);
  }

  private LoggedDecisions fees() {
    return fees(TimeWindow.ALL);
  }

  private LoggedDecisions fees(TimeWindow window) {
    try (Database database = Database.openReadOnly(rows.file())) {
      return FeeDecisionReader.read(database, window, FeeDecisionReader.ArmValues.NONE);
    }
  }

  private LoggedDecisions sizes() {
    try (Database database = Database.openReadOnly(rows.file())) {
      return SizingDecisionReader.read(database, TimeWindow.ALL);
    }
  }
}
