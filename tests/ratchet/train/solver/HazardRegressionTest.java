package ratchet.train.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ratchet.features.HazardCurve;
import ratchet.model.SurvivalModel;
import ratchet.train.SyntheticRows;

/** Expected weights: tests/oracles/hazard.R, R's glm on one row per position and minute at risk. */
class HazardRegressionTest {
  private static final double[] BASELINES = {
    -2.491634834091796, -3.242852576752688, -3.803156203429633, -4.087785537277199,
    -4.723559381812378, -4.183246083990945, -3.716525769358590, -4.944588675030759,
    -4.152132307589287, -4.135210455422194, -2.891624903766979, -3.781481942601760,
    -4.959487568864386, -3.592973283201291, -3.671709915891642, -3.988579227802112,
    -3.316286985239707, -3.507432605582047, -3.914386043835215, -3.432512782983735,
    -3.744744985041784, -2.821414781564798, -2.493388120846897, -2.248787808900099,
    -0.281131317930183
  };
  private static final double[] COEFFICIENTS = {
    0.330673818706743, -0.405914143288042, 0.712991688257959
  };
  private static final double[] ERRORS = {0.253375266363281, 0.256941815161607, 0.267276654623214};

  @Test
  void agreesWithGlmOnPooledMinutesWhereThePenaltiesVanish() {
    HazardRegression fit = HazardRegression.fit(rows(), 1e-9, 1e-9, 2);
    assertThat(fit.coefficients()).containsExactly(COEFFICIENTS, within(1e-6));
    assertThat(fit.errors()).containsExactly(ERRORS, within(1e-6));
    assertThat(Arrays.stream(fit.baseline()).distinct().toArray())
        .containsExactly(BASELINES, within(1e-6));
    assertThat(fit.fit().relativeGradientNorm()).isLessThanOrEqualTo(1e-8);
  }

  @Test
  void thePenaltiesMoveItByFarLessThanAStandardError() {
    HazardRegression fit =
        HazardRegression.fit(
            rows(), HazardRegression.COEFFICIENT_PENALTY, HazardRegression.BASELINE_PENALTY, 2);
    for (int j = 0; j < COEFFICIENTS.length; j++) {
      assertThat(fit.coefficients()[j]).isCloseTo(COEFFICIENTS[j], within(0.05 * ERRORS[j]));
    }
  }

  @Test
  void aBaselineIsFiniteWhereEverybodyStops() {
    double[] durations = new double[60];
    double[] events = new double[60];
    Arrays.fill(durations, 30);
    Arrays.fill(events, 1);
    double[][] covariates = {durations.clone()};
    Arrays.fill(covariates[0], 0.5);
    HazardRegression fit =
        HazardRegression.fit(HazardRows.of(covariates, durations, events, 60, 60), 0.1, 1e-3, 1);
    assertThat(fit.baseline()).hasSize(60);
    assertThat(Arrays.stream(fit.baseline()).boxed())
        .allSatisfy(value -> assertThat(value).isBetween(5.0, 20.0));
  }

  @Test
  void aStopAtTheEndOfAMinuteBelongsToItAndACensoredMinuteDoesNotCount() {
    HazardRows rows =
        HazardRows.of(
            new double[0][],
            new double[] {0, 60, 61, 60, 59, 3_600, 3_600, 4_000},
            new double[] {1, 1, 1, 0, 0, 1, 0, 1},
            60,
            60);
    assertThat(rows.survived()).containsExactly(0, 0, 1, 1, 0, 59, 60, 60);
    assertThat(rows.stopped()).containsExactly(1, 1, 1, 0, 0, 1, 0, 0);
  }

  @Test
  void intervalsAreGroupedUntilAGroupHasFiveStops() {
    double[] durations = new double[12];
    double[] events = new double[12];
    Arrays.fill(events, 1);
    // minutes 0, 1 and 2 see 3, 3 and 4 stops; minute 7 sees 2, and the rest none
    Arrays.fill(durations, 0, 3, 30);
    Arrays.fill(durations, 3, 6, 90);
    Arrays.fill(durations, 6, 10, 150);
    Arrays.fill(durations, 10, 12, 450);
    HazardRows rows = HazardRows.of(new double[0][], durations, events, 60, 10);
    assertThat(rows.groups()).containsExactly(0, 2, 10);
  }

  @Test
  void survivalIsTheProductOfWhatEachMinuteLeaves() {
    SurvivalModel.HazardModel hazard =
        new SurvivalModel.HazardModel(
            List.of("spread_norm"), List.of(2.0), 60, List.of(0.0, Math.log(3)));
    assertThat(HazardCurve.risk(hazard, new double[] {0.25})).isEqualTo(0.5);
    assertThat(HazardCurve.survival(hazard, new double[] {0}))
        .containsExactly(new double[] {0.5, 0.125}, within(1e-15));
  }

  private static HazardRows rows() {
    SyntheticRows drawn = SyntheticRows.of(300, 5, 21, -0.5);
    double[] durations = Arrays.stream(drawn.columns()[5]).map(x -> 3_600 * x * x).toArray();
    return HazardRows.of(
        Arrays.copyOfRange(drawn.columns(), 1, 4), durations, drawn.fills(), 60, 60);
  }
}
