package ratchet.data.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static ratchet.data.sqlite.TestDatabase.CANDIDATE;
import static ratchet.data.sqlite.TestDatabase.HOUR;
import static ratchet.data.sqlite.TestDatabase.MINUTE;
import static ratchet.data.sqlite.TestDatabase.T;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.TestDatabase;
import ratchet.model.ModelName;

class SurvivalReaderTest {
  @TempDir Path folder;
  private TestDatabase database;

  @BeforeEach
  void create() {
    database = new TestDatabase(folder).sizing(T - MINUTE, "m", CANDIDATE).print(T, "m", 1);
  }

  @Test
  void stopsAtTheFirstPrintThatFarBelowTheRunningPeak() {
    database
        .print(T + 10_000, "m", 1.5)
        .print(T + 20_000, "m", 1.483)
        .print(T + 30_500, "m", 1.482)
        .print(T + 40_000, "m", 2)
        .print(T + 50_000, "m", 0.7)
        .end(T + 2 * HOUR);
    TrainingSet set = read();
    assertThat(set.label("duration_seconds")).containsExactly(30.5);
    assertThat(set.label("event")).containsExactly(1);
    assertThat(set.labelEndMs()).containsExactly(T + 30_500);
    assertThat(set.outcome("peak_bps_60m")[0]).isCloseTo(10_000, within(1e-6));
    assertThat(set.outcome("mae_bps_60m")[0]).isCloseTo(3_000, within(1e-6));
    assertThat(set.outcome("time_to_peak_ms")).containsExactly(40_000);
    // 1.5 -> 1.482 lies before the peak of 2, the fall to 0.7 after it
    assertThat(set.outcome("drawdown_to_peak_bps")[0]).isCloseTo(120, within(1e-6));
    assertThat(set.outcome("exit_bps")[0]).isCloseTo(4_820, within(1e-6));
    assertThat(set.outcome("drawdown_bps")[0]).isCloseTo(120, within(1e-6));
  }

  @Test
  void theEntryItselfIsThePeakThatAFallIsMeasuredFrom() {
    database.print(T + 5_000, "m", 0.988).end(T + 2 * HOUR);
    assertThat(read().label("event")).containsExactly(1);
    assertThat(read().outcome("drawdown_to_peak_bps")).containsExactly(0);
  }

  @Test
  void theFallBelowTheEntryCountsOnTheWayToThePeak() {
    database
        .print(T + 5_000, "m", 0.95)
        .print(T + 6_000, "m", 1.2)
        .print(T + 7_000, "m", 1.0)
        .print(T + HOUR + 1, "m", 3)
        .end(T + 2 * HOUR);
    assertThat(read().outcome("drawdown_to_peak_bps")[0]).isCloseTo(500, within(1e-6));
  }

  @Test
  void anotherTrailStopsElsewhere() {
    database.print(T + 5_000, "m", 0.988).print(T + 6_000, "m", 0.9).end(T + 2 * HOUR);
    TrainingSet set = database.read(ModelName.SURVIVAL, new ReadOptions(OptionalLong.empty(), 500));
    assertThat(set.label("duration_seconds")).containsExactly(6);
  }

  @Test
  void isCensoredAtTheHourWhenSeenLonger() {
    database.print(T + MINUTE, "m", 1.1).print(T + HOUR + 1, "m", 0.1);
    TrainingSet set = read();
    assertThat(set.label("duration_seconds")).containsExactly(3600);
    assertThat(set.label("event")).containsExactly(0);
    assertThat(set.labelEndMs()).containsExactly(T + HOUR);
    assertThat(set.outcome("exit_bps")[0]).isCloseTo(1_000, within(1e-6));
  }

  @Test
  void isCensoredAtTheLastPrintWhenNotSeenLonger() {
    database.print(T + MINUTE, "m", 1.1).end(T + 2 * HOUR);
    TrainingSet set = read();
    assertThat(set.label("duration_seconds")).containsExactly(60);
    assertThat(set.label("event")).containsExactly(0);
  }

  @Test
  void anHourThatIsNotOverIsCensoredAndItsBestIsNotKnown() {
    database.print(T + MINUTE, "m", 1.1);
    TrainingSet set = read();
    assertThat(set.label("duration_seconds")).containsExactly(60);
    assertThat(set.outcome("peak_bps_60m")).containsExactly(Double.NaN);
  }

  @Test
  void aPositionThatWasNeverSeenAgainHasNoLabel() {
    database.end(T + 2 * HOUR);
    assertThat(read().size()).isZero();
    assertThat(read().rowCounts()).containsEntry("without_label", 1L);
  }

  @Test
  void theCovariatesAreThoseKnownAtTheEntry() {
    database
        .sizing(T - 2 * MINUTE, "m", "{\"ctx\":{\"spreadBps\":1}}")
        .verdict(T - 1, "m", 0.75, "[]")
        .print(T + MINUTE, "m", 1.1);
    // spread 60/120, volatility 90/180, flow 1.5 is no selling, 30 bps paid for 20, age 300/600
    assertThat(TestDatabase.vector(read(), 0)).containsExactly(0.5, 0.5, 0, 10 / 80.0, 0.75, 0.5);
  }

  @Test
  void aDecisionOfMoreThanTenMinutesAgoSaysNothing() {
    database
        .run("DELETE FROM sizing_decisions")
        .sizing(T - 10 * MINUTE - 1, "m", CANDIDATE)
        .print(T + MINUTE, "m", 1.1);
    assertThat(read().rowCounts()).containsEntry("without_features", 1L);
  }

  private TrainingSet read() {
    return database.read(ModelName.SURVIVAL);
  }
}
