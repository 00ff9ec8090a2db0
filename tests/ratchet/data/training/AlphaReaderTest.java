package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.data.sqlite.TestDatabase.HOUR;
import static ratchet.data.sqlite.TestDatabase.MINUTE;
import static ratchet.data.sqlite.TestDatabase.SCORED;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.data.sqlite.TestDatabase;
import ratchet.model.ModelName;

class AlphaReaderTest {
  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void create() {
    database = new TestDatabase(folder);
  }

  @ParameterizedTest
  @CsvSource({
    // seconds after the entry, gain in percent, paid after 10 minutes, after 60 minutes
    "600, 5, 1, 0",
    "600, 4.99, 0, 0",
    "601, 5, 0, 0",
    "1, 15, 1, 1",
    "3600, 15, 0, 1",
    "3600, 14.99, 0, 0",
    "3601, 15, 0, 0",
    "0, 50, 0, 0",
    "300, -90, 0, 0"
  })
  void paysWhenTheBestPriceOfTheWindowIsHighEnough(
      long seconds, double percent, double paid10m, double paid60m) {
    database
        .score(T, "m", SCORED)
        .print(T, "m", 0.1)
        .sim(T + seconds * 1000, "m", 1, 0.1 * (1 + percent / 100), "jito")
        .end(T + 2 * HOUR);
    TrainingSet set = read();
    assertThat(set.label("y_payoff_10m")).containsExactly(paid10m);
    assertThat(set.label("y_payoff_60m")).containsExactly(paid60m);
    assertThat(set.labelEndMs()).containsExactly(T + HOUR);
  }

  @Test
  void aWindowThatIsStillOpenHasNoLabelEvenWhereItPaidAlready() {
    database.score(T, "m", SCORED).print(T, "m", 1).print(T + MINUTE, "m", 2).end(T + HOUR - 1);
    TrainingSet set = read();
    assertThat(set.label("y_payoff_10m")).containsExactly(1);
    assertThat(set.label("y_payoff_60m")).containsExactly(Double.NaN);
    assertThat(set.labelEndMs()).containsExactly(T + 10 * MINUTE);
  }

  @Test
  void aMintWithoutAClosedWindowIsLeftOut() {
    database.score(T, "m", SCORED).print(T, "m", 1).print(T + 10 * MINUTE - 1, "m", 2);
    TrainingSet set = read();
    assertThat(set.size()).isZero();
    assertThat(set.rowCounts())
        .containsEntry("without_label", 1L)
        .containsEntry("open_windows", 1L);
  }

  @Test
  void twoExecutionsInOneSecondAreOneEntryTheLiveOneFirst() {
    database
        .score(T, "m", SCORED)
        .sim(T, "m", 1, 2, "jito")
        .print(T / 1000, "m", 1)
        .print(T / 1000, "m", 7)
        .print(T + MINUTE, "m", 1.06)
        .end(T + 2 * HOUR);
    TrainingSet set = read();
    assertThat(set.keys()).containsExactly("m");
    assertThat(set.decisionMs()).containsExactly(T);
    assertThat(set.label("y_payoff_10m")).containsExactly(1);
    assertThat(set.label("y_payoff_60m")).containsExactly(0);
  }

  @Test
  void anUnfilledAttemptIsNoEntryAndNoPrint() {
    database
        .score(T, "m", SCORED)
        .exec(T, "m", 0, 1, "failed", "jito")
        .run(
            "INSERT INTO exec_outcomes (ts, mint, filled, exec_price) VALUES (?, 'm', 0, 9)",
            T + MINUTE)
        .print(T + 2 * MINUTE, "m", 1)
        .end(T + 2 * HOUR);
    TrainingSet set = read();
    assertThat(set.decisionMs()).containsExactly(T + 2 * MINUTE);
    assertThat(set.label("y_payoff_10m")).containsExactly(0);
  }

  @Test
  void takesTheLatestScoreWithinTenMinutesBefore() {
    database
        .score(T - 10 * MINUTE, "late", "{\"lp_norm\":0.1}")
        .score(T - 10 * MINUTE - 1, "older", "{\"lp_norm\":0.2}")
        .score(T - 9 * MINUTE, "many", "{\"lp_norm\":0.3}")
        .score(T - 8 * MINUTE, "many", "{\"lp_norm\":0.4}")
        .score(T + 1, "many", "{\"lp_norm\":0.5}");
    for (String mint : new String[] {"late", "older", "many", "never"}) {
      database.print(T, mint, 1);
    }
    TrainingSet set = database.end(T + 2 * HOUR).read(ModelName.ALPHA);
    assertThat(set.keys()).containsExactly("late", "many");
    assertThat(set.features()[2]).containsExactly(0.1, 0.4);
    assertThat(set.rowCounts()).containsEntry("without_features", 2L);
  }

  @Test
  void candidatesAreNeverAFeature() {
    database.score(T, "m", SCORED).print(T, "m", 1).end(T + 2 * HOUR);
    double[] before = TestDatabase.vector(read(), 0);
    database.run(
        "INSERT INTO candidates (mint, lp_sol, buys60, spread_bps, age_sec)"
            + " VALUES ('m', 49, 99, 3, 5)");
    assertThat(TestDatabase.vector(read(), 0)).isEqualTo(before);
  }

  @Test
  void rowsStandInTheOrderOfTimeThenOfTheKey() {
    for (String mint : new String[] {"c", "a", "b"}) {
      database.score(T, mint, SCORED).print(mint.equals("b") ? T - 1000 : T, mint, 1);
    }
    database.score(T - 1000, "b", SCORED).end(T + 2 * HOUR);
    assertThat(read().keys()).containsExactly("b", "a", "c");
  }

  private TrainingSet read() {
    return database.read(ModelName.ALPHA);
  }
}
