package ratchet.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.statistics.SimulatedOutcomes;
import ratchet.statistics.SimulatedOutcomes.Dependence;
import ratchet.statistics.SimulatedOutcomes.Version;
import ratchet.statistics.comparison.SequentialLook.Verdict;

/** Simulations are small here; {@code tests/bench/evidence_bench.java} has the large ones. */
class SequentialLookTest {
  private static final Version CALIBRATED = new Version(0, 0.3);

  @Test
  void aMuchWorseVersionIsFoundWithinAHundredAndTwentyOutcomes() {
    Version worse = SimulatedOutcomes.worseBy(0.09, CALIBRATED, shift -> new Version(shift, 0.3));
    int[] found =
        new SequentialTrials(Dependence.none(400), CALIBRATED, worse, 0.05).firstWorse(101, 5);
    assertThat(SequentialTrials.median(found)).isLessThanOrEqualTo(120);
  }

  @Test
  void equalVersionsAreSeldomFoundWorse() {
    SequentialTrials trials =
        new SequentialTrials(
            Dependence.none(600), new Version(0.45, 0.3), new Version(-0.45, 0.3), 0.05);
    assertThat(SequentialTrials.share(trials.firstWorse(200, 6))).isLessThanOrEqualTo(0.05);
  }

  @Test
  void neitherAreThoseWhoseClustersDrift() {
    SequentialTrials trials =
        new SequentialTrials(
            Dependence.ofSize(151, 33, 1, 0.9),
            new Version(0.45, 0.3),
            new Version(-0.45, 0.3),
            0.05);
    assertThat(SequentialTrials.share(trials.firstWorse(200, 7))).isLessThanOrEqualTo(0.05);
  }

  @Test
  void rowsOfOneKeyCountOnce() {
    SimulatedOutcomes once =
        new SimulatedOutcomes(
            Dependence.none(80), CALIBRATED, new Version(0.9, 0.3), new SplittableRandom(3));
    double[] differences = new double[4_000];
    Integer[] keys = new Integer[4_000];
    double[] times = new double[4_000];
    for (int row = 0; row < 4_000; row++) {
      differences[row] = once.differences()[row % 80];
      keys[row] = row % 80;
      times[row] = row;
    }
    SequentialLook many = SequentialLook.of(differences, List.of(keys), times, 0.05);
    SequentialLook one = SequentialLook.of(once.differences(), once.keys, once.times, 0.05);
    assertThat(many.units()).isEqualTo(80);
    assertThat(many.lower()).isEqualTo(one.lower(), within(1e-9));
    assertThat(many.upper()).isEqualTo(one.upper(), within(1e-9));
    assertThat(many.effectiveOutcomes()).isBetween(30.0, 81.0);
  }

  @Test
  void keysComeInTheOrderOfTheirLastRows() {
    double[] means =
        SequentialLook.means(
            new double[] {0.5, 0.1, 0.3}, new int[] {0, 1, 0}, new double[] {1, 2, 3});
    assertThat(means).containsExactly(0.1, 0.4);
  }

  @Test
  void nothingIsDecidedOfFewKeys() {
    double[] differences = new double[190];
    Arrays.fill(differences, 0.9);
    List<Integer> keys = IntStream.range(0, 190).map(row -> row / 10).boxed().toList();
    double[] times = IntStream.range(0, 190).mapToDouble(row -> row).toArray();
    SequentialLook look = SequentialLook.of(differences, keys, times, 0.05);
    assertThat(look.units()).isEqualTo(19);
    assertThat(look.verdict(0.01)).isEqualTo(Verdict.UNDECIDED);
    assertThat(look.estimate()).isEqualTo(0.9, within(1e-12));
    SequentialLook none =
        SequentialLook.of(new double[0], Collections.emptyList(), new double[0], 0.05);
    assertThat(none.verdict(0.01)).isEqualTo(Verdict.UNDECIDED);
    assertThat(none.outcomes()).isZero();
  }

  @Test
  void theVerdictIsThatOfTheInterval() {
    assertThat(look(-0.01, 0.005).verdict(0.005)).isEqualTo(Verdict.CONFIRMED);
    assertThat(look(-0.01, 0.006).verdict(0.005)).isEqualTo(Verdict.UNDECIDED);
    assertThat(look(0.001, 0.069).verdict(0.005)).isEqualTo(Verdict.WORSE);
    assertThat(look(0.001, 0.004).verdict(0.005)).isEqualTo(Verdict.CONFIRMED);
    assertThat(look(0, 0).verdict(0)).isEqualTo(Verdict.CONFIRMED);
    assertThatThrownBy(() -> look(0, 0).verdict(-1)).hasMessageContaining("margin is negative");
  }

  @Test
  void equalPredictionsAreConfirmedAfterEnoughOutcomes() {
    double[] same = new double[3_000];
    double[] times = IntStream.range(0, 3_000).mapToDouble(row -> row).toArray();
    List<Integer> keys = IntStream.range(0, 3_000).boxed().toList();
    SequentialLook look = SequentialLook.of(same, keys, times, 0.05);
    assertThat(look.verdict(0.01)).isEqualTo(Verdict.CONFIRMED);
    assertThat(look.lower()).isLessThan(0);
  }

  /** One product at a time, in logarithms: what the fast products must give. */
  @Test
  void theEvidenceIsTheMeanOfTheFortunes() {
    double[] differences =
        new SplittableRandom(9).doubles(1_000).map(value -> 1.6 * value - 0.7).toArray();
    double[] stakes = {0.01, 0.025, 0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95};
    double mean = 0.02;
    double above = 0;
    double below = 0;
    for (double stake : stakes) {
      double up = 0;
      double down = 0;
      for (double x : differences) {
        up += Math.log1p(stake * (x - mean) / (1 + mean));
        down += Math.log1p(stake * (mean - x) / (1 - mean));
      }
      above += Math.exp(up) / stakes.length;
      below += Math.exp(down) / stakes.length;
    }
    BettingInterval betting = new BettingInterval(differences);
    assertThat(betting.logEvidenceAbove(mean)).isEqualTo(Math.log(above), within(1e-9));
    assertThat(betting.logEvidenceBelow(mean)).isEqualTo(Math.log(below), within(1e-9));
    assertThat(betting.logEvidenceAbove(betting.lower(0.05))).isEqualTo(Math.log(40), within(1e-6));
    assertThat(betting.logEvidenceBelow(betting.upper(0.05))).isEqualTo(Math.log(40), within(1e-6));
  }

  @Test
  void refusesWhatIsNotBounded() {
    assertThatThrownBy(
            () -> SequentialLook.of(new double[] {1.5}, List.of("a"), new double[1], 0.05))
        .hasMessage("not from -1 to 1: 1.5");
    assertThatThrownBy(() -> new EmpiricalBernstein(0.05, 100).add(Double.NaN))
        .hasMessage("not from -1 to 1: NaN");
    assertThatThrownBy(() -> new EmpiricalBernstein(1, 100)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new EmpiricalBernstein(0.05, 0)).hasMessageContaining("vOpt");
  }

  private static SequentialLook look(double lower, double upper) {
    return new SequentialLook(500, 500, 500, (lower + upper) / 2, lower, upper, true);
  }
}
