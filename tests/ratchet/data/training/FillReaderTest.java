package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.data.sqlite.TestDatabase.FILL_CONTEXT;
import static ratchet.data.sqlite.TestDatabase.HOUR;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.log.AttemptFacts;
import ratchet.data.sqlite.TestDatabase;
import ratchet.model.ModelName;

class FillReaderTest {
  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void create() {
    database = new TestDatabase(folder);
  }

  @Test
  void anUnfilledAttemptHasNeitherSlippageNorTime() {
    database.prediction(T, "jito", FILL_CONTEXT).exec(T + 1, "m", 0, 0, "a", "jito");
    TrainingSet set = read();
    assertThat(set.label("y_fill")).containsExactly(0);
    assertThat(set.label("y_slip_bps")).containsExactly(Double.NaN);
    assertThat(set.label("y_ttl_ms")).containsExactly(Double.NaN);
    assertThat(set.labelEndMs()).containsExactly(T + 60_001);
  }

  @Test
  void aFilledAttemptHasBothAndIsKnownWhenItLanded() {
    database.prediction(T, "jito", FILL_CONTEXT).exec(T, "m", 1, 2, "a", "jito");
    TrainingSet set = read();
    assertThat(set.label("y_fill")).containsExactly(1);
    assertThat(set.label("y_slip_bps")).containsExactly(30);
    assertThat(set.label("y_ttl_ms")).containsExactly(900);
    assertThat(set.labelEndMs()).containsExactly(T + 900);
  }

  /** Live and simulated attempts of one mint share its fate. */
  @Test
  void attemptsOfOneMintAreOneCluster() {
    database
        .prediction(T, "jito", FILL_CONTEXT)
        .exec(T + 1, "m", 1, 2, "a", "jito")
        .exec(T + 2, "other", 1, 2, "b", "jito")
        .exec(T + 3, "m", 0, 0, "c", "jito")
        .sim(T + 4, "m", 1, 2, "jito");
    TrainingSet set = read();
    assertThat(set.mints()).containsExactly(0, 1, 0, 0);
    assertThat(set.clusters(new int[] {0, 1, 2, 3}).clusters()).isEqualTo(2);
    assertThat(set.clusters(new int[] {1}).rows()).isEqualTo(1);
  }

  @Test
  void theRequestedSlippageIsTheAttemptsOwn() {
    database.prediction(T, "jito", FILL_CONTEXT).sim(T + 5, "m", 1, 2, "jito");
    assertThat(TestDatabase.vector(read(), 0))
        .containsExactly(1, 0.5, 0.4, 0.75, 0.5, 0.5, 0.75, 60 / 300.0);
  }

  @Test
  void takesTheLatestContextOfTheRouteAtOrBeforeTheAttempt() {
    database
        .prediction(T, "jito", lpSol(10))
        .prediction(T + 100, "jito", lpSol(20))
        .prediction(T + 100, "jito", lpSol(30))
        .prediction(T + 101, "jito", lpSol(40))
        .prediction(T + 100, "raydium", lpSol(50))
        .exec(T + 100, "m", 1, 2, "a", "jito");
    assertThat(TestDatabase.vector(read(), 0)[1]).isEqualTo(30 / 50.0);
  }

  @Test
  void aContextOfAMinuteAgoStillCountsAndAnOlderOneDoesNot() {
    database
        .prediction(T, "jito", FILL_CONTEXT)
        .exec(T + 60_000, "m", 1, 2, "a", "jito")
        .exec(T + 60_001, "m", 1, 2, "b", "jito");
    TrainingSet set = read();
    assertThat(set.keys()).containsExactly("exec:a:jito");
    assertThat(set.rowCounts())
        .containsEntry("decisions", 2L)
        .containsEntry("without_features", 1L)
        .containsEntry("malformed_features", 0L)
        .containsEntry("rows", 1L);
  }

  @Test
  void secondsAndMillisecondsMeetInOneTable() {
    database
        .prediction(T / 1000, "jito", FILL_CONTEXT)
        .exec(T + 500, "m", 1, 2, "ms", "jito")
        .exec(T / 1000 + 1, "m", 0, 0, "s", "jito");
    TrainingSet set = read();
    assertThat(set.decisionMs()).containsExactly(T + 500, T + 1000);
    assertThat(set.keys()).containsExactly("exec:ms:jito", "exec:s:jito");
    assertThat(set.dataFrom().toEpochMilli()).isEqualTo(T + 500);
    assertThat(set.dataTo().toEpochMilli()).isEqualTo(T + 1000);
  }

  @Test
  void anAttemptLoggedTwiceIsOneRow() {
    database
        .prediction(T, "jito", FILL_CONTEXT)
        .exec(T + 1, "m", 1, 2, "a", "jito")
        .exec(T + 1, "m", 1, 2, "a", "jito")
        .exec(T + 1, "m", 1, 2, null, "jito")
        .exec(T + 1, "m", 1, 2, null, "jito");
    TrainingSet set = read();
    assertThat(set.keys()).containsExactly("exec:#3:jito", "exec:#4:jito", "exec:a:jito");
    assertThat(set.rowCounts()).containsEntry("duplicates", 1L).containsEntry("decisions", 3L);
  }

  @Test
  void anAttemptOfUnknownResultHasNoLabel() {
    database.prediction(T, "jito", FILL_CONTEXT).exec(T + 1, "m", null, 2, "a", "jito");
    TrainingSet set = read();
    assertThat(set.size()).isZero();
    assertThat(set.rowCounts()).containsEntry("without_label", 1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "{\"ctx\":{\"lpSol\":25}",
        "{\"ctx\":{\"lpSol\":NaN}}",
        "{\"ctx\":{\"lpSol\":1e999}}",
        "{\"ctx\":{\"lpSol\":1},\"other\":[-1e999]}",
        "{\"ctx\":{\"lpSol\":1,\"lpSol\":2}}",
        "{\"ctx\":[1]}",
        "{\"lpSol\":25}",
        "[]",
        "{\"ctx\":{\"lpSol\":25}} {}"
      })
  void aContextThatCannotBeReadIsNone(String json) {
    database
        .prediction(T, "jito", FILL_CONTEXT)
        .prediction(T + 1, "jito", json)
        .exec(T + 2, "m", 1, 2, "a", "jito");
    TrainingSet set = read();
    assertThat(set.size()).isZero();
    assertThat(set.rowCounts())
        .containsEntry("malformed_features", 1L)
        .containsEntry("without_features", 1L);
  }

  @Test
  void ofAnotherRouteOrNoneThereIsNoContext() {
    database
        .prediction(T, "jito", FILL_CONTEXT)
        .exec(T + 1, "m", 1, 2, "a", "raydium")
        .exec(T + 2, "m", 1, 2, "b", null);
    assertThat(read().rowCounts()).containsEntry("without_features", 2L);
  }

  @Test
  void readsTheLastNinetyDays() {
    long days = 24 * TestDatabase.HOUR;
    database
        .prediction(T, "jito", FILL_CONTEXT)
        .exec(T, "m", 1, 2, "new", "jito")
        .prediction(T - 90 * days - 1000, "jito", FILL_CONTEXT)
        .exec(T - 90 * days, "m", 1, 2, "just", "jito")
        .exec(T - 90 * days - 1, "m", 1, 2, "old", "jito");
    assertThat(read().keys()).containsExactly("exec:just:jito", "exec:new:jito");
  }

  @Test
  void nothingLoggedIsAnEmptySet() {
    TrainingSet set = read();
    assertThat(set.size()).isZero();
    assertThat(set.rowCounts()).containsEntry("decisions", 0L);
    assertThat(set.featureNames()).hasSize(8);
  }

  @Test
  void aDatabaseInUtf16GivesTheSameRows() throws Exception {
    Path other = Files.createDirectory(folder.resolve("utf16"));
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + other.resolve("trenches.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA encoding = 'UTF-16le'");
      statement.execute("CREATE TABLE first (a)");
    }
    TestDatabase utf16 = new TestDatabase(other);
    for (TestDatabase written : List.of(database, utf16)) {
      written
          .prediction(T, "ji\u00e9", FILL_CONTEXT)
          .prediction(T + 1, "jito", "{\"ctx\":{\"\u4e2d\":\"\ud83d\ude80\",\"lpSol\":7}}")
          .exec(T + 2, "m", 1, 2, "\u4e2d", "ji\u00e9")
          .sim(T + 3, "m\ud83d\ude80", 0, 0, "jito")
          .score(T, "m", TestDatabase.SCORED)
          .end(T + 100 * TestDatabase.HOUR);
    }
    TrainingSet set = utf16.read(ModelName.FILLNET);
    assertThat(set.keys()).containsExactly("exec:\u4e2d:ji\u00e9", "sim:m\ud83d\ude80:jito");
    assertThat(set.features()).isDeepEqualTo(read().features());
    assertThat(set.rowCounts()).isEqualTo(read().rowCounts());
    assertThat(utf16.read(ModelName.ALPHA).features())
        .isDeepEqualTo(database.read(ModelName.ALPHA).features());
    assertThat(utf16.read(ModelName.ALPHA).size()).isOne();
  }

  @Test
  void aFilledAttemptHasTheContextOfItsOwnAmount() {
    database
        .decision(T, "jito", 100, 10, 50, 90)
        .decision(T + 200, "jito", 300, 20, 50, 90)
        .decision(T + 400, "jito", 100, 30, 50, 90)
        .decision(T + 500, "raydium", 100, 40, 50, 90)
        .decision(T + 600, "jito", 999, 50, 50, 90)
        .attempt(T + 2000, "jito", "a", 1, 300.0, "buy", 7)
        .attempt(T + 3000, "jito", "b", 1, 100.0, "buy", 7);
    TrainingSet set = read();
    assertThat(set.features()[1]).containsExactly(20 / 50.0, 30 / 50.0);
    assertThat(set.decisionMs()).containsExactly(T + 200, T + 400);
    assertThat(set.keys()).containsExactly("exec:a:jito", "exec:b:jito");
    assertThat(set.labelEndMs()).containsExactly(T + 2000, T + 3000);
    assertThat(set.facts().attempts()).isEqualTo(new AttemptFacts(2, 0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void aFailedAttemptHasTheLatestContextThatNoOtherTook() {
    database
        .decision(T, "jito", 100, 10, 50, 90)
        .decision(T + 100, "jito", 200, 20, 50, 90)
        .decision(T + 150, "jito", 250, 25, 50)
        .decision(T + 200, "jito", 300, 30, 50, 90)
        .attempt(T + 1000, "jito", "a", 0, null, "sell", 90)
        .attempt(T + 1500, "jito", "b", 0, null, "sell", 90)
        .attempt(T + 2000, "jito", "c", 0, null, "sell", 60)
        // lands after both have failed, and still takes its own
        .attempt(T + 60_200, "jito", "d", 1, 300.0, "buy", 90)
        .end(T + HOUR);
    TrainingSet set = read();
    assertThat(set.keys())
        .containsExactly("exec:b:jito", "exec:a:jito", "exec:d:jito", "exec:c:jito");
    assertThat(set.features()[1]).containsExactly(10 / 50.0, 20 / 50.0, 30 / 50.0, 30 / 50.0);
    assertThat(set.decisionMs()).containsExactly(T, T + 100, T + 200, T + 2000);
    assertThat(set.labelEndMs()).containsExactly(T + 1500, T + 1000, T + 60_200, T + 62_000);
    assertThat(set.facts().attempts()).isEqualTo(new AttemptFacts(1, 2, 1, 0, 0, 4, 3, 1, 0));
    assertThat(set.rowCounts())
        .containsEntry("matched_by_amount", 1L)
        .containsEntry("matched_by_elimination", 2L)
        .containsEntry("matched_by_route", 1L);
  }

  @Test
  void whatLeftTheWalletOnASellIsNearlyTheAmount() {
    database
        .decision(T, "jito", 1000, 10, 90)
        .decision(T + 100, "jito", 1008, 20, 90)
        .decision(T + 200, "jito", 1100, 30, 90)
        .attempt(T + 1000, "jito", "a", 1, 1003.0, "sell", 90)
        .attempt(T + 1100, "jito", "b", 1, 1003.0, "buy", 90)
        .attempt(T + 1200, "jito", "c", 1, 1050.0, "sell", 90);
    TrainingSet set = read();
    assertThat(set.keys()).containsExactly("exec:a:jito", "exec:b:jito", "exec:c:jito");
    assertThat(set.features()[1]).containsExactly(10 / 50.0, 30 / 50.0, 30 / 50.0);
    assertThat(set.facts().attempts().byAmount()).isOne();
  }

  @Test
  void slippageIsPositiveWhereItIsAdverse() {
    database
        .decision(T, "jito", 100, 10, 90)
        .attempt(T + 1, "jito", "a", 1, 100.0, "buy", 90, 40)
        .attempt(T + 2, "jito", "b", 1, 100.0, "sell", 90, -40)
        .attempt(T + 3, "jito", "c", 1, 100.0, "SELL", 90, -40)
        .attempt(T + 4, "jito", "d", 1, 100.0, null, 90, 25);
    assertThat(read().label("y_slip_bps")).containsExactly(40, 40, 40, 25);
  }

  @Test
  void aLongTimeWithoutAttemptsIsPassedOver() {
    for (int i = 0; i < 5000; i++) {
      database.decision(T + i * 100L, "jito", 1000 + i, i % 50, 90);
    }
    database
        .attempt(T, "jito", "a", 1, 1000.0, "buy", 90)
        .attempt(T + 499_000, "jito", "b", 1, 5990.0, "buy", 90)
        .attempt(T + 499_000, "jito", "c", 0, null, "buy", 90);
    TrainingSet set = read();
    assertThat(set.features()[1]).containsExactly(0, 39 / 50.0, 40 / 50.0);
    assertThat(set.decisionMs()).containsExactly(T, T + 498_900, T + 499_000);
  }

  private TrainingSet read() {
    return database.read(ModelName.FILLNET);
  }

  private static String lpSol(int value) {
    return "{\"ctx\":{\"lpSol\":" + value + "}}";
  }
}
