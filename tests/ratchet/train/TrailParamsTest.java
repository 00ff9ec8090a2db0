package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.data.TrainingSet;
import ratchet.features.Scorer;
import ratchet.model.ModelName;
import ratchet.model.SurvivalModel;

class TrailParamsTest {
  private static final int ROWS = 101;
  private final TrainingSet set = Sets.of(ModelName.SURVIVAL, ROWS);
  private final int[] rows = IntStream.range(0, ROWS).toArray();
  private final Scorer formula =
      Scorer.of(Trainers.blank(set, Sets.OPTIONS, "insufficient_samples", "for its formula"));

  @Test
  void trailsAreQuantilesOfHowFarWinnersFell() {
    Arrays.fill(set.outcome("peak_bps_60m"), 500);
    Arrays.setAll(set.outcome("mae_bps_60m"), i -> 100 + i);
    SurvivalModel.Params params = TrailParams.of(set, rows, formula);
    assertThat(params.baseTrailBps()).isEqualTo(175);
    assertThat(params.minTrailBps()).isEqualTo(125);
    assertThat(params.maxTrailBps()).isEqualTo(195);
  }

  @Test
  void positionsThatNeverGainedFivePercentDoNotCount() {
    Arrays.fill(set.outcome("peak_bps_60m"), 499);
    Arrays.fill(set.outcome("peak_bps_60m"), 0, 20, 500);
    Arrays.fill(set.outcome("mae_bps_60m"), 3_000);
    Arrays.fill(set.outcome("mae_bps_60m"), 0, 20, 80);
    assertThat(TrailParams.of(set, rows, formula).maxTrailBps()).isEqualTo(80);
  }

  @Test
  void aTrailIsNeverTighterThanTenBps() {
    Arrays.fill(set.outcome("peak_bps_60m"), 900);
    Arrays.fill(set.outcome("mae_bps_60m"), 0);
    assertThat(TrailParams.of(set, rows, formula).baseTrailBps()).isEqualTo(10);
  }

  @Test
  void levelsAreQuantilesOfTheServedHazard() {
    for (double[] covariate : set.features()) {
      Arrays.fill(covariate, 0);
    }
    Arrays.fill(set.features()[0], 0.5);
    Arrays.fill(set.features()[1], 0.25);
    Arrays.fill(set.outcome("mae_bps_60m"), 400);
    SurvivalModel.Params params = TrailParams.of(set, rows, formula);
    // 0.9·wide + 1.0·choppy, and 1.2·red with a fall of 4 % of the 8 % that saturate it
    double entry = 0.9 * 0.5 + 0.25;
    assertThat(params.hazardTighten()).isCloseTo(1 / (1 + Math.exp(-entry)), within(1e-12));
    assertThat(params.hazardPanic()).isCloseTo(1 / (1 + Math.exp(-entry - 0.6)), within(1e-12));
  }

  @Test
  void panicIsNotBelowTighten() {
    SurvivalModel.Params params = TrailParams.of(set, rows, formula);
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
