package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static final double[] ONE_TO_HUNDRED =
      IntStream.rangeClosed(1, 100).mapToDouble(i -> i).toArray();

  // R 4.2: quantile(c(3, 1, 4, 1, 5, 9, 2, 6), c(0, .25, .9, 1))
  @Test
  void agreesWithTheDefaultOfR() {
    double[] values = {3, 1, 4, 1, 5, 9, 2, 6};
    assertThat(Quantiles.of(values, 0)).isEqualTo(1);
    assertThat(Quantiles.of(values, 0.25)).isEqualTo(1.75);
    assertThat(Quantiles.of(values, 0.9)).isCloseTo(6.9, within(1e-12));
    assertThat(Quantiles.of(values, 1)).isEqualTo(9);
  }

  private static Optional<Interval> interval(double[] values, double probability, double level) {
    return Quantiles.interval(values, probability, level, ClusteredRows.independent(values.length));
  }

  /** Fifty copies of each value tell no more than one. */
  @Test
  void copiesInAClusterDoNotNarrowTheInterval() {
    double[] copies = IntStream.range(0, 5_000).mapToDouble(i -> i % 100 + 1).toArray();
    ClusteredRows rows =
        ClusteredRows.unordered(IntStream.range(0, 5_000).map(i -> i % 100).boxed().toList());
    Interval many = Quantiles.interval(copies, 0.5, 0.95, rows).orElseThrow();
    assertThat(many.lower()).isBetween(39.0, 41.0);
    assertThat(many.upper()).isBetween(60.0, 62.0);
  }

  @Test
  void theIntervalLiesBetweenOrderStatistics() {
    // 50 ± 1.96·5 values below the median, 90 ± 1.96·3 below the 90 % quantile
    assertThat(interval(ONE_TO_HUNDRED, 0.5, 0.95)).contains(new Interval(50.5, 41, 60));
    Interval high = interval(ONE_TO_HUNDRED, 0.9, 0.95).orElseThrow();
    assertThat(high.lower()).isEqualTo(85);
    assertThat(high.upper()).isEqualTo(96);
  }

  @Test
  void thereIsNoIntervalWithoutAValueBeyondTheQuantile() {
    assertThat(interval(ONE_TO_HUNDRED, 0.99, 0.95)).isEmpty();
    assertThat(interval(new double[] {1, 2, 3}, 0.5, 0.95)).isEmpty();
    assertThat(interval(new double[0], 0.5, 0.95)).isEmpty();
  }

  @Test
  void theIntervalHoldsTheTrueQuantileAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(5);
    int held = 0;
    for (int draw = 0; draw < 1_000; draw++) {
      double[] sample = new double[200];
      Arrays.setAll(sample, i -> random.nextDouble());
      held += interval(sample, 0.75, 0.95).orElseThrow().contains(0.75) ? 1 : 0;
    }
    // three standard errors of a share of 1,000 draws are 2.1 %
    assertThat(held).isBetween(925, 975);
  }

  @Test
  void refusesWhatIsNoQuantile() {
    assertThatThrownBy(() -> Quantiles.of(new double[0], 0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Quantiles.of(ONE_TO_HUNDRED, 1.5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
