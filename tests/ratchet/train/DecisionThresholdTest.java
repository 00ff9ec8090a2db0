package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecisionThresholdTest {
  @Test
  void liesBetweenTheRowsItSeparates() {
    double[] probabilities = {0.9, 0.7, 0.6, 0.2};
    double[] labels = {1, 1, 0, 0};
    assertThat(DecisionThreshold.best(probabilities, labels))
        .hasValueSatisfying(value -> assertThat(value).isCloseTo(0.65, within(1e-12)));
  }

  @Test
  void doesNotCutThroughTies() {
    double[] probabilities = {0.5, 0.5, 0.5, 0.1};
    double[] labels = {1, 0, 1, 0};
    assertThat(DecisionThreshold.best(probabilities, labels))
        .hasValueSatisfying(value -> assertThat(value).isCloseTo(0.3, within(1e-12)));
  }

  @Test
  void noOtherThresholdHasABetterF1() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 50; trial++) {
      double[] probabilities = new double[40];
      double[] labels = new double[40];
      for (int i = 0; i < 40; i++) {
        probabilities[i] = random.nextInt(1, 20) / 20.0;
        labels[i] = random.nextDouble() < probabilities[i] ? 1 : 0;
      }
      labels[0] = 1;
      double threshold = DecisionThreshold.best(probabilities, labels).orElseThrow();
      double best = ConfusionCounts.of(threshold, probabilities, labels).f1();
      for (double other = 0.01; other < 1; other += 0.01) {
        assertThat(ConfusionCounts.of(other, probabilities, labels).f1()).isLessThanOrEqualTo(best);
      }
    }
  }

  @Test
  void isAbsentWithoutAPositive() {
    assertThat(DecisionThreshold.best(new double[] {0.3, 0.4}, new double[] {0, 0})).isEmpty();
  }

  @Test
  void decisionsCountWhatReachesTheThreshold() {
    ConfusionCounts made =
        ConfusionCounts.of(0.5, new double[] {0.5, 0.6, 0.4, 0.1}, new double[] {1, 0, 1, 0});
    assertThat(made).isEqualTo(new ConfusionCounts(1, 1, 1));
    assertThat(made.f1()).isEqualTo(0.5);
    assertThat(ConfusionCounts.of(0.9, new double[] {0.5}, new double[] {1}).precision()).isNaN();
    assertThat(ConfusionCounts.of(0.9, new double[] {0.5}, new double[] {1}).f1()).isZero();
  }
}
