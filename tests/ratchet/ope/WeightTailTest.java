package ratchet.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.ope.OffPolicyDiagnostics.WeightTail;

class WeightTailTest {
  /**
   * Quantiles of a Pareto distribution of that index. Expected: the same estimator written in numpy
   * after the papers (see the class), on the same numbers.
   */
  @ParameterizedTest
  @CsvSource({"1,0.9298831739394859", "2,0.4966301751636281", "4,0.28011721836907255"})
  void isTheShapeOfTheTail(double index, double expected) {
    double[] weights = new double[1000];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.pow(1 - (i + 0.5) / weights.length, -1 / index);
    }
    assertThat(WeightTail.shape(weights)).isCloseTo(expected, within(1e-9));
    assertThat(WeightTail.shape(weights)).isCloseTo(1 / index, within(0.1));
  }

  @Test
  void weightsOfTwoValuesHaveNoTail() {
    double[] weights = new double[500];
    Arrays.fill(weights, 400, 500, 5);
    assertThat(WeightTail.shape(weights)).isNaN();
    assertThat(WeightTail.shape(new double[10])).isNaN();
  }
}
