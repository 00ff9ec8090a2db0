package ratchet.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.NonInferiority;
import ratchet.statistics.OracleRows;

class ComparisonTest {
  private static final double[] LABELS = OracleRows.LABELS;
  private static final double[] GOOD = OracleRows.PROBABILITIES;
  private static final double[] POOR = OracleRows.column(i -> OracleRows.SCORES_B[i] / 40);
  private static final double[] UPSIDE_DOWN = OracleRows.column(i -> 1 - GOOD[i]);

  private static Comparison.Question on(ComparisonMetric metric) {
    return new Comparison.Question(metric, 0.01, 0.95);
  }

  private static Comparison compare(
      double[] champion, double[] challenger, double[] labels, Comparison.Question question) {
    return Comparison.of(
        champion, challenger, labels, ClusteredRows.independent(labels.length), question);
  }

  private static ClusterInterval interval(double estimate, double lower, double upper) {
    return new ClusterInterval(estimate, lower, upper, 500, 500, 500, 500, true);
  }

  @ParameterizedTest
  @EnumSource(ComparisonMetric.class)
  void aModelDiffersFromItselfByExactlyNothing(ComparisonMetric metric) {
    Comparison itself = compare(GOOD, GOOD, LABELS, on(metric));
    ClusterInterval difference = itself.difference(metric).orElseThrow().interval();
    assertThat(difference.lower()).isZero();
    assertThat(difference.upper()).isZero();
    assertThat(itself.verdict()).isEqualTo(NonInferiority.NON_INFERIOR);
    Comparison.Question strict = new Comparison.Question(metric, 0, 0.95);
    assertThat(compare(GOOD, GOOD, LABELS, strict).verdict())
        .isEqualTo(NonInferiority.NON_INFERIOR);
    assertThat(itself.champion()).isEqualTo(itself.challenger());
  }

  @ParameterizedTest
  @EnumSource(ComparisonMetric.class)
  void aModelUpsideDownIsInferior(ComparisonMetric metric) {
    Comparison worse = compare(GOOD, UPSIDE_DOWN, LABELS, on(metric));
    assertThat(worse.verdict()).isEqualTo(NonInferiority.INFERIOR);
    assertThat(compare(UPSIDE_DOWN, GOOD, LABELS, on(metric)).verdict())
        .isEqualTo(NonInferiority.NON_INFERIOR);
  }

  @Test
  void swappingTheSidesFlipsTheSigns() {
    Comparison ab = compare(GOOD, POOR, LABELS, on(ComparisonMetric.BRIER));
    Comparison ba = compare(POOR, GOOD, LABELS, on(ComparisonMetric.BRIER));
    for (ComparisonMetric metric : ComparisonMetric.values()) {
      Comparison.Difference there = ab.difference(metric).orElseThrow();
      Comparison.Difference back = ba.difference(metric).orElseThrow();
      assertThat(-back.interval().estimate()).isCloseTo(there.interval().estimate(), within(1e-15));
      assertThat(-back.interval().upper()).isCloseTo(there.interval().lower(), within(1e-12));
      assertThat(-back.interval().lower()).isCloseTo(there.interval().upper(), within(1e-12));
      assertThat(-back.z()).isCloseTo(there.z(), within(1e-12));
    }
    assertThat(ba.champion()).isEqualTo(ab.challenger());
  }

  @Test
  void tooFewRowsToTellIsInconclusive() {
    double[] better = OracleRows.column(i -> 0.9 * GOOD[i] + 0.1 * LABELS[i]);
    Comparison.Question brier = on(ComparisonMetric.BRIER);
    assertThat(compare(GOOD, better, LABELS, brier).verdict())
        .isEqualTo(NonInferiority.NON_INFERIOR);
    Comparison few =
        compare(
            Arrays.copyOf(GOOD, 19), Arrays.copyOf(better, 19), Arrays.copyOf(LABELS, 19), brier);
    assertThat(few.difference(ComparisonMetric.BRIER).orElseThrow().interval().upper())
        .isLessThan(0);
    assertThat(few.verdict()).isEqualTo(NonInferiority.INCONCLUSIVE);
    // what is the same on every row is as good as itself
    assertThat(
            compare(
                    Arrays.copyOf(GOOD, 19),
                    Arrays.copyOf(GOOD, 19),
                    Arrays.copyOf(LABELS, 19),
                    brier)
                .verdict())
        .isEqualTo(NonInferiority.NON_INFERIOR);
  }

  @Test
  void oneClassIsInconclusiveAndHasNoRankFigures() {
    double[] oneClass = new double[LABELS.length];
    Comparison comparison = compare(GOOD, GOOD, oneClass, on(ComparisonMetric.AUC));
    assertThat(comparison.verdict()).isEqualTo(NonInferiority.INCONCLUSIVE);
    assertThat(comparison.champion().auc()).isEmpty();
    assertThat(comparison.difference(ComparisonMetric.AUC)).isEmpty();
    assertThat(comparison.difference(ComparisonMetric.AVERAGE_PRECISION)).isEmpty();
    assertThat(comparison.difference(ComparisonMetric.BRIER)).isPresent();
  }

  @Test
  void anEqualModelOnManyRowsIsNonInferior() {
    SplittableRandom random = new SplittableRandom(5);
    int n = 50_000;
    double[] labels = new double[n];
    double[] champion = new double[n];
    double[] challenger = new double[n];
    for (int i = 0; i < n; i++) {
      double truth = random.nextDouble();
      labels[i] = random.nextDouble() < truth ? 1 : 0;
      champion[i] = Math.min(1, Math.max(0, truth + 0.1 * (random.nextDouble() - 0.5)));
      challenger[i] = Math.min(1, Math.max(0, truth + 0.1 * (random.nextDouble() - 0.5)));
    }
    Comparison.Question question = new Comparison.Question(ComparisonMetric.AUC, 0.005, 0.95);
    assertThat(compare(champion, challenger, labels, question).verdict())
        .isEqualTo(NonInferiority.NON_INFERIOR);
  }

  @Test
  void theMarginIsHeldAgainstTheHarmfulSide() {
    ClusterInterval down = interval(-0.02, -0.03, -0.011);
    ClusterInterval across = interval(-0.005, -0.02, 0.0101);
    ClusterInterval nearly = interval(0, -0.0099, 0.01);
    assertThat(NonInferiority.decide(down, true, 0.01)).isEqualTo(NonInferiority.INFERIOR);
    assertThat(NonInferiority.decide(down, false, 0.01)).isEqualTo(NonInferiority.NON_INFERIOR);
    assertThat(NonInferiority.decide(across, true, 0.01)).isEqualTo(NonInferiority.INCONCLUSIVE);
    assertThat(NonInferiority.decide(across, false, 0.01)).isEqualTo(NonInferiority.INCONCLUSIVE);
    assertThat(NonInferiority.decide(nearly, true, 0.01)).isEqualTo(NonInferiority.NON_INFERIOR);
    assertThat(NonInferiority.decide(-0.01, 0.01, true, 0.01))
        .isEqualTo(NonInferiority.NON_INFERIOR);
    assertThat(NonInferiority.decide(0, 0, false, 0)).isEqualTo(NonInferiority.NON_INFERIOR);
    ClusterInterval few = new ClusterInterval(0, -0.0099, 0.01, 500, 19, 19, 500, false);
    assertThat(NonInferiority.decide(few, true, 0.01)).isEqualTo(NonInferiority.INCONCLUSIVE);
    assertThatThrownBy(() -> NonInferiority.decide(nearly, true, -0.01))
        .hasMessage("margin is negative: -0.01");
  }
}
