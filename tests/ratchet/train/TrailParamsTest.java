package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.data.training.TrainingSet;
import ratchet.features.Scorer;
import ratchet.model.ModelName;
import ratchet.model.SurvivalModel;

class TrailParamsTest {
  private static final int ROWS = 101;
  private final TrainingSet set = SyntheticSets.of(ModelName.SURVIVAL, ROWS);
  private final int[] rows = IntStream.range(0, ROWS).toArray();
  private final Scorer formula =
      Scorer.of(
          Trainers.blank(set, SyntheticSets.OPTIONS, "insufficient_samples", "for its formula"));

  @Test
  void trailsAreQuantilesOfHowFarWinnersFell() {
    Arrays.fill(set.outcome("peak_bps_60m"), 500);
    Arrays.setAll(set.outcome("drawdown_to_peak_bps"), i -> 100 + i);
    SurvivalModel.Params params = TrailParams.of(set, rows, formula).params();
    assertThat(params.baseTrailBps()).isEqualTo(175);
    assertThat(params.minTrailBps()).isEqualTo(125);
    assertThat(params.maxTrailBps()).isEqualTo(195);
  }

  @Test
  void positionsThatNeverGainedFivePercentDoNotCount() {
    Arrays.fill(set.outcome("peak_bps_60m"), 499);
    Arrays.fill(set.outcome("peak_bps_60m"), 0, 20, 500);
    Arrays.fill(set.outcome("drawdown_to_peak_bps"), 3_000);
    Arrays.fill(set.outcome("drawdown_to_peak_bps"), 0, 20, 80);
    assertThat(TrailParams.of(set, rows, formula).params().maxTrailBps()).isEqualTo(80);
  }

  @Test
  void aTrailIsNeverTighterThanTenBps() {
    Arrays.fill(set.outcome("peak_bps_60m"), 900);
    Arrays.fill(set.outcome("drawdown_to_peak_bps"), 0);
    assertThat(TrailParams.of(set, rows, formula).params().baseTrailBps()).isEqualTo(10);
  }

  @Test
  void levelsAreQuantilesOfTheServedHazard() {
    for (double[] covariate : set.features()) {
      Arrays.fill(covariate, 0);
    }
    Arrays.fill(set.features()[0], 0.5);
    Arrays.fill(set.features()[1], 0.25);
    Arrays.fill(set.outcome("mae_bps_60m"), 400);
    SurvivalModel.Params params = TrailParams.of(set, rows, formula).params();
    // 0.9·wide + 1.0·choppy, and 1.2·red with a fall of 4 % of the 8 % that saturate it
    double entry = 0.9 * 0.5 + 0.25;
    assertThat(params.hazardTighten()).isCloseTo(1 / (1 + Math.exp(-entry)), within(1e-12));
    assertThat(params.hazardPanic()).isCloseTo(1 / (1 + Math.exp(-entry - 0.6)), within(1e-12));
  }

  @Test
  void everyParameterIsReportedWithItsInterval() {
    Arrays.fill(set.outcome("peak_bps_60m"), 500);
    // in no order of time, which would be a trend
    Arrays.setAll(set.outcome("drawdown_to_peak_bps"), i -> i * 37 % 101);
    MetricCollector collector = new MetricCollector();
    TrailParams.of(set, rows, formula).report(collector);
    assertThat(collector.metrics().values())
        .containsEntry("winners_train", 101.0)
        .containsEntry("base_trail_bps_train", 75.0)
        .containsEntry("min_trail_bps_train", 25.0)
        .containsKeys("hazard_tighten_train_lower", "hazard_panic_train_upper");
    // R: qbinom(c(.025, .975), 101, .75) + 1 is 67 to 84, of .25 17 to 34; t is a little wider
    assertThat(collector.metrics().values().get("base_trail_bps_train_lower"))
        .isBetween(64.0, 67.0);
    assertThat(collector.metrics().values().get("base_trail_bps_train_upper"))
        .isBetween(83.0, 87.0);
    assertThat(collector.metrics().values().get("min_trail_bps_train_lower")).isBetween(13.0, 17.0);
    assertThat(collector.issues()).isEmpty();
  }

  @Test
  void aQuantileOfTooFewWinnersHasNoIntervalAndTheFileSaysSo() {
    Arrays.fill(set.outcome("peak_bps_60m"), 0);
    Arrays.fill(set.outcome("peak_bps_60m"), 0, 12, 600);
    MetricCollector collector = new MetricCollector();
    TrailParams.of(set, rows, formula).report(collector);
    assertThat(collector.metrics().values())
        .containsKey("max_trail_bps_train")
        .doesNotContainKey("max_trail_bps_train_upper");
    assertThat(collector.issues())
        .contains("max_trail_bps_train has no interval: too few positions for this quantile");
  }

  @Test
  void panicIsNotBelowTighten() {
    SurvivalModel.Params params = TrailParams.of(set, rows, formula).params();
    assertThat(params.hazardPanic()).isGreaterThan(params.hazardTighten());
  }

  @Test
  void nineWinnersAreARefusal() {
    Arrays.fill(set.outcome("peak_bps_60m"), 0);
    Arrays.fill(set.outcome("peak_bps_60m"), 0, 9, 600);
    assertThatThrownBy(() -> TrailParams.of(set, rows, formula))
        .isInstanceOf(InsufficientDataException.class)
        .hasMessageContaining("9 winners");
  }
}
