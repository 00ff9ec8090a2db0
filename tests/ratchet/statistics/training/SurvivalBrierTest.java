package ratchet.statistics.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ratchet.statistics.OracleRows;
import ratchet.statistics.ProbabilityMetrics;

class SurvivalBrierTest {
  private static final double[] GRID = {5, 10, 20, 30, 40};
  // R 4.2: mean(ifelse(time <= t & status == 1, S^2 / G(time-), ifelse(time > t, (1 - S)^2 / G(t),
  // 0))), S = exp(-t * (0.01 + 0.02 * u[,1])), G the product over the censoring times v of
  // 1 - censored at v / (beyond v + censored at v)
  private static final double[] SCORES = {
    0.063254305598986219,
    0.099410569212910943,
    0.207566655992249521,
    0.236015828614931922,
    0.250145518822616153
  };

  @Test
  void agreesWithItsDefinitionInR() {
    double[][] survival = new double[OracleRows.N][GRID.length];
    for (int row = 0; row < OracleRows.N; row++) {
      for (int g = 0; g < GRID.length; g++) {
        survival[row][g] = Math.exp(-GRID[g] * (0.01 + 0.02 * OracleRows.uniform(row, 0)));
      }
    }
    assertThat(
            SurvivalBrier.curve(GRID, survival, OracleRows.TIMES, OracleRows.EVENTS).orElseThrow())
        .containsExactly(SCORES, within(1e-12));
    assertThat(
            SurvivalBrier.integrated(GRID, survival, OracleRows.TIMES, OracleRows.EVENTS)
                .orElseThrow())
        .isCloseTo(0.1882933563794055, within(1e-12));
    double[] contributions =
        SurvivalBrier.contributions(GRID, survival, OracleRows.TIMES, OracleRows.EVENTS)
            .orElseThrow();
    assertThat(Arrays.stream(contributions).average().orElseThrow())
        .isCloseTo(0.1882933563794055, within(1e-12));
  }

  @Test
  void withoutCensoringItIsTheBrierScoreOfBeingAlive() {
    double[] times = {1, 2, 3, 4};
    double[] events = {1, 1, 1, 1};
    double[] survival = {.1, .6, .7, .9};
    double[] alive = {0, 0, 1, 1};
    assertThat(SurvivalBrier.at(2, survival, times, events).orElseThrow())
        .isCloseTo(ProbabilityMetrics.brier(survival, alive).orElseThrow(), within(1e-15));
  }

  @Test
  void isEmptyWhereNobodyIsLeftToWeigh() {
    assertThat(SurvivalBrier.at(1, new double[0], new double[0], new double[0])).isEmpty();
    double[][] survival = {{.9, .5}};
    assertThat(
            SurvivalBrier.integrated(
                new double[] {1, 2}, new double[0][2], new double[0], new double[0]))
        .isEmpty();
    assertThatThrownBy(
            () ->
                SurvivalBrier.integrated(
                    new double[] {2, 2}, survival, new double[] {3}, new double[] {1}))
        .hasMessage("grid[1] does not rise: 2.0");
    assertThatThrownBy(
            () ->
                SurvivalBrier.integrated(
                    new double[] {2}, survival, new double[] {3}, new double[] {1}))
        .hasMessage("a span of time has two ends, not 1");
  }
}
