package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ComparisonTest {
  private static final double[] LABELS = OracleRows.LABELS;
  private static final double[] GOOD = OracleRows.PROBABILITIES;
  private static final double[] POOR = OracleRows.column(i -> OracleRows.SCORES_B[i] / 40);
  private static final double[] UPSIDE_DOWN = OracleRows.column(i -> 1 - GOOD[i]);

  private static Comparison.Question on(ComparisonMetric metric) {
    return new Comparison.Question(metric, 0.01, Bootstrap.seeded(42));
  }

  @ParameterizedTest
  @EnumSource(ComparisonMetric.class)
  void aModelDiffersFromItselfByExactlyNothing(ComparisonMetric metric) {
    Comparison itself = Comparison.of(GOOD, GOOD, LABELS, on(metric));
    assertThat(itself.difference(metric)).hasValue(new Interval(0, 0, 0));
    assertThat(itself.verdict()).isEqualTo(NonInferiority.NON_INFERIOR);
    assertThat(itself.champion()).isEqualTo(itself.challenger());
  }

  @ParameterizedTest
  @EnumSource(ComparisonMetric.class)
  void aModelUpsideDownIsInferior(ComparisonMetric metric) {
    Comparison worse = Comparison.of(GOOD, UPSIDE_DOWN, LABELS, on(metric));
    assertThat(worse.verdict()).isEqualTo(NonInferiority.INFERIOR);
    assertThat(Comparison.of(UPSIDE_DOWN, GOOD, LABELS, on(metric)).verdict())
        .isEqualTo(NonInferiority.NON_INFERIOR);
  }

  @Test
  void swappingTheSidesFlipsTheSigns() {
    Comparison ab = Comparison.of(GOOD, POOR, LABELS, on(ComparisonMetric.BRIER));
    Comparison ba = Comparison.of(POOR, GOOD, LABELS, on(ComparisonMetric.BRIER));
    for (ComparisonMetric metric : ComparisonMetric.values()) {
      Interval there = ab.difference(metric).orElseThrow();
      Interval back = ba.difference(metric).orElseThrow().map(value -> -value);
      assertThat(back.estimate()).isCloseTo(there.estimate(), within(1e-15));
      assertThat(back.lower()).isCloseTo(there.lower(), within(1e-12));
      assertThat(back.upper()).isCloseTo(there.upper(), within(1e-12));
    }
    assertThat(ba.champion()).isEqualTo(ab.challenger());
  }

  @Test
  void tooFewRowsToTellIsInconclusive() {
    double[] labels = Arrays.copyOf(LABELS, 20);
    Comparison few =
        Comparison.of(
            Arrays.copyOf(GOOD, 20),
            Arrays.copyOf(POOR, 20),
            labels,
            on(ComparisonMetric.AVERAGE_PRECISION));
    assertThat(few.verdict()).isEqualTo(NonInferiority.INCONCLUSIVE);
  }

  @Test
  void oneClassIsInconclusiveAndHasNoRankFigures() {
    double[] oneClass = new double[LABELS.length];
    Comparison comparison = Comparison.of(GOOD, GOOD, oneClass, on(ComparisonMetric.AUC));
    assertThat(comparison.verdict()).isEqualTo(NonInferiority.INCONCLUSIVE);
    assertThat(comparison.champion().auc()).isEmpty();
    assertThat(comparison.auc()).isEmpty();
    assertThat(comparison.averagePrecision()).isEmpty();
    assertThat(comparison.brier()).isPresent();
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
    Comparison.Question question =
        new Comparison.Question(ComparisonMetric.AUC, 0.005, new Bootstrap(200, 1, 0.95));
    assertThat(Comparison.of(champion, challenger, labels, question).verdict())
        .isEqualTo(NonInferiority.NON_INFERIOR);
  }

  @Test
  void theMarginIsHeldAgainstTheHarmfulSide() {
    Interval down = new Interval(-0.02, -0.03, -0.011);
    Interval across = new Interval(-0.005, -0.02, 0.01);
    Interval nearly = new Interval(0, -0.0099, 0.01);
    assertThat(NonInferiority.judge(down, true, 0.01)).isEqualTo(NonInferiority.INFERIOR);
    assertThat(NonInferiority.judge(down, false, 0.01)).isEqualTo(NonInferiority.NON_INFERIOR);
    assertThat(NonInferiority.judge(across, true, 0.01)).isEqualTo(NonInferiority.INCONCLUSIVE);
    assertThat(NonInferiority.judge(across, false, 0.01)).isEqualTo(NonInferiority.INCONCLUSIVE);
    assertThat(NonInferiority.judge(nearly, true, 0.01)).isEqualTo(NonInferiority.NON_INFERIOR);
    assertThatThrownBy(() -> NonInferiority.judge(nearly, true, -0.01))
        .hasMessage("margin is negative: -0.01");
  }
}
