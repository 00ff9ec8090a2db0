package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.data.sqlite.TestDatabase.CANDIDATE;
import static ratchet.data.sqlite.TestDatabase.HOUR;
import static ratchet.data.sqlite.TestDatabase.MINUTE;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.data.sqlite.TestDatabase;
import ratchet.model.ModelName;

class RugReaderTest {
  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void create() {
    database = new TestDatabase(folder);
  }

  @ParameterizedTest
  @CsvSource({
    // minutes after the entry, price of an entry at 1, label (2: none)
    "60, 0.2, 1",
    "1440, 0.2, 1",
    "60, 0.21, 2",
    "1441, 0.21, 0",
    "1441, 0.2, 2",
    "1441, 5, 0"
  })
  void isPulledWhenThePriceFallsWithinADayAndLivesWhenSeenAboveAfterwards(
      long minutes, double price, int label) {
    database
        .sizing(T, "m", CANDIDATE)
        .print(T, "m", 1)
        .print(T + minutes * MINUTE, "m", price)
        .end(T + 72 * HOUR);
    TrainingSet set = read();
    if (label == 2) {
      assertThat(set.size()).isZero();
      assertThat(set.rowCounts())
          .containsEntry("without_label", 1L)
          .containsEntry("open_windows", 0L);
    } else {
      assertThat(set.label("label_rug")).containsExactly(label);
      assertThat(set.labelEndMs()).containsExactly(T + 24 * HOUR);
    }
  }

  @Test
  void aMintThatFellAndRoseAgainWasPulled() {
    database
        .sizing(T, "m", CANDIDATE)
        .print(T, "m", 1)
        .print(T + HOUR, "m", 0.1)
        .print(T + 30 * HOUR, "m", 3);
    assertThat(read().label("label_rug")).containsExactly(1);
  }

  @Test
  void beforeADayIsOverNothingIsKnown() {
    database
        .sizing(T, "m", CANDIDATE)
        .print(T, "m", 1)
        .print(T + HOUR, "m", 0.1)
        .end(T + 24 * HOUR - 1);
    assertThat(read().size()).isZero();
    assertThat(read().rowCounts()).containsEntry("open_windows", 1L);
    assertThat(database.end(T + 24 * HOUR).read(ModelName.RUGGUARD).size()).isOne();
  }

  @Test
  void aVerdictIsNoLabel() {
    database
        .sizing(T, "m", CANDIDATE)
        .verdict(T, "m", 0.99, "[\"pump_prob:0.99\"]")
        .print(T, "m", 1)
        .print(T + 25 * HOUR, "m", 1);
    assertThat(read().label("label_rug")).containsExactly(0);
  }

  @Test
  void theFeaturesAreThoseOfTheFirstDecisionWithinTheHour() {
    database
        .sizing(T - HOUR - 1, "m", "{\"ctx\":{\"lpSol\":5}}")
        .sizing(T - 50 * MINUTE, "m", CANDIDATE)
        .sizing(T - MINUTE, "m", "{\"ctx\":{\"lpSol\":45}}")
        .sizing(T + 1, "m", "{\"ctx\":{\"lpSol\":49}}")
        .verdict(T - 2, "m", 0.5, "[]")
        .print(T, "m", 1)
        .print(T + 25 * HOUR, "m", 1);
    assertThat(TestDatabase.vector(read(), 0)).containsExactly(1, 0, 0.5, 0.3, 0.5, 0.3, 0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "['mint_or_freeze_active','x']; 1",
        "['pump_prob:0.3']; 0",
        "[]; 0",
        "; 0",
        "['mint_or_freeze_active_not']; 0"
      })
  void theAuthorityFlagIsThatOfTheLatestVerdictBefore(String reasons, double flag) {
    database
        .sizing(T, "m", CANDIDATE)
        .verdict(T - 2 * MINUTE, "m", 0.5, flag == 1 ? "[]" : "[\"mint_or_freeze_active\"]")
        .verdict(T - MINUTE, "m", 0.5, reasons == null ? null : reasons.replace('\'', '"'))
        .verdict(T + 1, "m", 0.5, flag == 1 ? "[]" : "[\"mint_or_freeze_active\"]")
        .print(T, "m", 1)
        .print(T + 25 * HOUR, "m", 1);
    assertThat(TestDatabase.vector(read(), 0)[1]).isEqualTo(flag);
  }

  @Test
  void withoutAVerdictAnAuthorityCountsAsActiveUnlessBothAreRevoked() {
    database
        .sizing(T, "a", CANDIDATE)
        .sizing(T, "b", "{\"ctx\":{\"mintRevoked\":true,\"freezeRevoked\":true}}")
        .print(T, "a", 1)
        .print(T, "b", 1)
        .print(T + 25 * HOUR, "a", 1)
        .print(T + 25 * HOUR, "b", 1);
    assertThat(read().features()[1]).containsExactly(1, 0);
  }

  @Test
  void reasonsThatCannotBeReadAreNoFeatures() {
    database
        .sizing(T, "m", CANDIDATE)
        .verdict(T, "m", 0.5, "mint_or_freeze_active")
        .print(T, "m", 1)
        .print(T + 25 * HOUR, "m", 1);
    assertThat(read().rowCounts()).containsEntry("malformed_features", 1L);
  }

  @Test
  void aDecisionWithoutATimeIsNotUsed() {
    database.sizing(null, "m", CANDIDATE).print(T, "m", 1).print(T + 25 * HOUR, "m", 1);
    assertThat(read().rowCounts()).containsEntry("without_features", 1L);
  }

  @Test
  void theCandidateLiesWithinTheContext() {
    database
        .sizing(T, "m", nested("\"lpSol\":25,\"buys60\":9,\"sells60\":6,\"uniques60\":15"))
        .print(T, "m", 1)
        .print(T + 25 * HOUR, "m", 1);
    assertThat(TestDatabase.vector(read(), 0)).startsWith(1, 1, 0.5, 0.3, 0.5);
  }

  @Test
  void whatStandsBesideTheCandidateIsNotItsOwn() {
    database
        .sizing(T, "m", "{\"ctx\":{\"lpSol\":5,\"candidate\":{\"spreadBps\":50},\"uniques60\":3}}")
        .print(T, "m", 1)
        .print(T + 25 * HOUR, "m", 1);
    assertThat(TestDatabase.vector(read(), 0)).containsExactly(1, 1, 0, 0, 0, 0.25, 0);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "{}", "{\"ctx\":null}", "[]", "3"})
  void aRowWithoutAContextHidesNoOther(String json) {
    database
        .sizing(T - 2, "m", json)
        .sizing(T - 1, "m", nested("\"lpSol\":25"))
        .sizing(T, "m", json)
        .print(T, "m", 1)
        .print(T + MINUTE, "m", 1)
        .print(T + 25 * HOUR, "m", 1);
    assertThat(TestDatabase.vector(read(), 0)[2]).isEqualTo(0.5);
    assertThat(database.read(ModelName.SURVIVAL).size()).isOne();
  }

  @Test
  void aContextThatIsNoJsonIsReported() {
    database.sizing(T, "m", "{\"ctx\":{").print(T, "m", 1).print(T + 25 * HOUR, "m", 1);
    assertThat(read().rowCounts()).containsEntry("malformed_features", 1L);
  }

  private static String nested(String candidate) {
    return "{\"ctx\":{\"candidate\":{" + candidate + "},\"walletEquity\":10}}";
  }

  private TrainingSet read() {
    return database.read(ModelName.RUGGUARD);
  }
}
