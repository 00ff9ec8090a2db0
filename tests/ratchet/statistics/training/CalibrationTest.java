package ratchet.statistics.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.OracleRows;
import ratchet.statistics.UnequalClusters;

class CalibrationTest {
  // R 4.2: coef(glm(y ~ qlogis(p), family = binomial, control = list(epsilon = 1e-14)))
  @Test
  void agreesWithR() {
    Calibration calibration =
        Calibration.of(OracleRows.PROBABILITIES, OracleRows.LABELS).orElseThrow();
    assertThat(calibration.intercept()).isCloseTo(-0.87666922545959103, within(1e-9));
    assertThat(calibration.slope()).isCloseTo(1.40376725237083333, within(1e-9));
  }

  /**
   * R 4.2, sandwich 3.0: sqrt(diag(sandwich(f))) and sqrt(diag(vcovCL(f, c(1,1,2,2,3,3,4,4), type =
   * "HC0", cadjust = FALSE))) of f = glm(y ~ qlogis(p), binomial).
   */
  @Test
  void influenceValuesGiveTheSandwichOfR() {
    double[] probabilities = {.1, .2, .35, .4, .5, .6, .7, .9};
    double[] labels = {0, 1, 0, 0, 1, 0, 1, 1};
    InfluenceValues[] influence =
        Calibration.of(probabilities, labels).orElseThrow().influence(probabilities, labels);
    ClusteredRows pairs = ClusteredRows.unordered(List.of(1, 1, 2, 2, 3, 3, 4, 4));
    double[] errors = {0.768638113224672, 0.631874338438818};
    double[] byPair = {0.680303571474012, 0.522020295839763};
    for (int i = 0; i < 2; i++) {
      assertThat(UnequalClusters.error(ClusteredRows.independent(8), influence[i]))
          .isCloseTo(errors[i], within(1e-9));
      assertThat(UnequalClusters.error(pairs, influence[i])).isCloseTo(byPair[i], within(1e-9));
    }
  }

  @Test
  void recalibratedProbabilitiesNeedNoMore() {
    Calibration first = Calibration.of(OracleRows.PROBABILITIES, OracleRows.LABELS).orElseThrow();
    double[] recalibrated = OracleRows.column(i -> first.apply(OracleRows.PROBABILITIES[i]));
    Calibration second = Calibration.of(recalibrated, OracleRows.LABELS).orElseThrow();
    assertThat(second.intercept()).isCloseTo(0, within(1e-9));
    assertThat(second.slope()).isCloseTo(1, within(1e-9));
  }

  @Test
  void standsCertainProbabilities() {
    double[] probabilities = {0, 0.2, 1, 0.9, 0.5, 0};
    double[] labels = {0, 1, 1, 0, 1, 1};
    Calibration calibration = Calibration.of(probabilities, labels).orElseThrow();
    assertThat(calibration.slope()).isFinite().isPositive();
  }

  @Test
  void isEmptyWithoutASingleFiniteMaximum() {
    double[] probabilities = {.2, .4, .6, .8};
    assertThat(Calibration.of(probabilities, new double[] {0, 0, 1, 1})).isEmpty();
    assertThat(Calibration.of(probabilities, new double[] {1, 1, 0, 0})).isEmpty();
    assertThat(Calibration.of(probabilities, new double[] {1, 1, 1, 1})).isEmpty();
    assertThat(Calibration.of(new double[] {.5, .5, .5}, new double[] {1, 0, 1})).isEmpty();
    assertThat(Calibration.of(new double[] {.3, .5, .5}, new double[] {0, 0, 1})).isEmpty();
    assertThat(Calibration.of(new double[0], new double[0])).isEmpty();
  }
}
