package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.statistics.SimulatedOutcomes.Dependence;

/** Small simulations; {@code tests/bench/evidence_bench.java} has the large ones. */
class CoverageTest {
  /** A standard error of a share of 300 runs is 1.3 %. */
  @ParameterizedTest
  @EnumSource(SimulatedFigure.class)
  void clustersAreCovered(SimulatedFigure figure) {
    Dependence dependence = Dependence.ofSize(60, 33, 0.5, 0);
    CoverageTrials trials = CoverageTrials.of(figure, dependence, truth(figure), 300, 7);
    assertThat(trials.covered()).isBetween(0.91, 0.995);
    assertThat(trials.below()).isLessThanOrEqualTo(0.05);
  }

  @ParameterizedTest
  @CsvSource({"BRIER_DIFFERENCE, 0.89", "NET, 0.85"})
  void clustersThatFollowTheirNeighboursAreCovered(SimulatedFigure figure, double least) {
    Dependence dependence = Dependence.ofSize(100, 33, 0.5, 0.9);
    CoverageTrials trials = CoverageTrials.of(figure, dependence, truth(figure), 300, 8);
    assertThat(trials.covered()).isGreaterThanOrEqualTo(least);
    assertThat(trials.blind()).isLessThan(0.75);
  }

  @ParameterizedTest
  @EnumSource(
      value = SimulatedFigure.class,
      names = {"BRIER_DIFFERENCE", "AUC", "NET"})
  void independentRowsPayLittleForIt(SimulatedFigure figure) {
    CoverageTrials trials =
        CoverageTrials.of(figure, Dependence.none(1_000), truth(figure), 300, 9);
    assertThat(trials.covered()).isGreaterThanOrEqualTo(0.92);
    assertThat(trials.width()).isBetween(1.0, 1.35);
  }

  private static double truth(SimulatedFigure figure) {
    return figure == SimulatedFigure.BRIER_DIFFERENCE ? 0 : figure.truth(0.5);
  }
}
