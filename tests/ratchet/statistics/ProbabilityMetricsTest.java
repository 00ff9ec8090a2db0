package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProbabilityMetricsTest {
  private static final double[] NONE = {};
  private static final double[] LABELS = {0, 0, 1, 1, 1, 0, 1, 0};
  private static final double[] PROBABILITIES = {.1, .4, .35, .8, .4, .7, 1.0, 0.0};

  // sklearn 1.2.1: brier_score_loss and log_loss
  @Test
  void agreesWithScikitLearn() {
    assertThat(ProbabilityMetrics.brier(PROBABILITIES, LABELS).orElseThrow())
        .isCloseTo(0.1853125, within(1e-15));
    assertThat(ProbabilityMetrics.logLoss(PROBABILITIES, LABELS).orElseThrow())
        .isCloseTo(0.5011769189295995, within(1e-14));
    assertThat(ProbabilityMetrics.brier(OracleRows.PROBABILITIES, OracleRows.LABELS).orElseThrow())
        .isCloseTo(0.17966536490886592, within(1e-14));
    assertThat(
            ProbabilityMetrics.logLoss(OracleRows.PROBABILITIES, OracleRows.LABELS).orElseThrow())
        .isCloseTo(0.5314326895530017, within(1e-14));
  }

  // sklearn 1.2.1: log_loss([0, 1], [1.0, 0.0])
  @Test
  void clipsCertaintyThatWasWrong() {
    assertThat(ProbabilityMetrics.logLoss(new double[] {1, 0}, new double[] {0, 1}).orElseThrow())
        .isCloseTo(36.04365338911715, within(1e-12));
  }

  @Test
  void averagesTheGapOfBinsOfEqualCount() {
    double[] probabilities = {.1, .2, .3, .6, .7, .8};
    double[] labels = {0, 0, 1, 1, 1, 0};
    // bins of two: |.15 - 0|, |.45 - 1|, |.75 - .5|
    assertThat(
            CalibrationError.of(RankedRows.of(probabilities, labels), 3).estimate().orElseThrow())
        .isCloseTo((.15 + .55 + .25) / 3, within(1e-15));
    assertThat(
            CalibrationError.of(RankedRows.of(probabilities, labels), 15).estimate().orElseThrow())
        .isCloseTo((.1 + .2 + .7 + .4 + .3 + .8) / 6, within(1e-15));
  }

  @Test
  void calibrationErrorDoesNotDependOnTheOrderOfTies() {
    double[] probabilities = {.5, .5, .5, .5};
    double first =
        CalibrationError.of(RankedRows.of(probabilities, new double[] {1, 1, 0, 0}), 2)
            .estimate()
            .orElseThrow();
    double second =
        CalibrationError.of(RankedRows.of(probabilities, new double[] {0, 1, 1, 0}), 2)
            .estimate()
            .orElseThrow();
    assertThat(first).isEqualTo(second).isEqualTo(0);
  }

  @Test
  void calibratedForecastsHaveASmallCalibrationError() {
    SplittableRandom random = new SplittableRandom(1);
    double[] probabilities = random.doubles(100_000).toArray();
    double[] labels = new double[probabilities.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextDouble() < probabilities[i] ? 1 : 0;
    }
    assertThat(
            CalibrationError.of(RankedRows.of(probabilities, labels), 15).estimate().orElseThrow())
        .isLessThan(0.01);
  }

  @Test
  void isEmptyWithoutRows() {
    assertThat(ProbabilityMetrics.brier(NONE, NONE)).isEmpty();
    assertThat(ProbabilityMetrics.logLoss(NONE, NONE)).isEmpty();
    assertThat(CalibrationError.of(RankedRows.of(NONE, NONE), 15).estimate()).isEmpty();
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> ProbabilityMetrics.brier(new double[] {1.1}, new double[] {1}))
        .hasMessage("probabilities[0] is outside [0, 1]: 1.1");
    assertThatThrownBy(() -> ProbabilityMetrics.logLoss(new double[] {-0.1}, new double[] {1}))
        .hasMessage("probabilities[0] is outside [0, 1]: -0.1");
  }
}
