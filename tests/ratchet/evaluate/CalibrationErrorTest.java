package ratchet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationErrorTest {
  @Test
  void holdsTheTrueErrorOfForecastsThatAreOffByATenth() {
    // every bin's true gap is 0.1, so the error is 0.1
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      Drawn drawn = Drawn.of(1_500, 0.1, seed);
      Interval interval = interval(drawn).orElseThrow();
      assertThat(interval.estimate())
          .isEqualTo(
              ProbabilityMetrics.expectedCalibrationError(drawn.probabilities, drawn.labels, 15)
                  .orElseThrow());
      held += interval.contains(0.1) ? 1 : 0;
    }
    // 190 of 200 are expected, with a standard deviation of 3
    assertThat(held).isGreaterThanOrEqualTo(180);
  }

  @Test
  void reachesDownTowardsNothingWhereForecastsAreHonest() {
    Interval interval = interval(Drawn.of(1_500, 0, 3)).orElseThrow();
    assertThat(interval.lower()).isLessThan(0.5 * interval.estimate());
    assertThat(interval.upper()).isGreaterThanOrEqualTo(interval.estimate());
  }

  @Test
  void narrowsWithTheRootOfTheRows() {
    Interval few = interval(Drawn.of(1_000, 0.1, 1)).orElseThrow();
    Interval many = interval(Drawn.of(100_000, 0.1, 1)).orElseThrow();
    assertThat((few.upper() - few.lower()) / (many.upper() - many.lower()))
        .isCloseTo(10, within(1.5));
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    Drawn drawn = Drawn.of(500, 0.05, 9);
    assertThat(interval(drawn)).isEqualTo(interval(drawn));
  }

  @Test
  void needsTwoRowsInEveryBin() {
    assertThat(interval(Drawn.of(29, 0.1, 1))).isEmpty();
    assertThat(interval(Drawn.of(0, 0.1, 1))).isEmpty();
    assertThat(interval(Drawn.of(30, 0.1, 1))).isPresent();
  }

  private static Optional<Interval> interval(Drawn drawn) {
    RankedRows rows = RankedRows.of(drawn.probabilities, drawn.labels);
    return CalibrationError.of(rows, 15).interval(0.95, 42);
  }

  private record Drawn(double[] probabilities, double[] labels) {
    /** Forecasts that are too high by {@code gap}. */
    static Drawn of(int rows, double gap, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] probabilities = new double[rows];
      double[] labels = new double[rows];
      for (int i = 0; i < rows; i++) {
        double truth = 0.1 + 0.7 * random.nextDouble();
        probabilities[i] = truth + gap;
        labels[i] = random.nextDouble() < truth ? 1 : 0;
      }
      return new Drawn(probabilities, labels);
    }
  }
}
