package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationErrorTest {
  /** Every bin's true gap is the same, so that it is the error; at 0 the forecasts are honest. */
  @ParameterizedTest
  @CsvSource({"120, 0, 165", "1500, 0, 178", "1500, 0.04, 165", "1500, 0.1, 180"})
  void holdsTheTrueErrorAsOftenAsItSaysOrNearlySo(int rows, double error, int least) {
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      Drawn drawn = Drawn.of(rows, error, seed);
      Interval interval = interval(drawn).orElseThrow();
      assertThat(interval.estimate())
          .isEqualTo(
              CalibrationError.of(RankedRows.of(drawn.probabilities, drawn.labels), 15)
                  .estimate()
                  .orElseThrow());
      held += interval.contains(error) ? 1 : 0;
    }
    // 190 of 200 were to be expected, with a standard deviation of 3; it is fewer where a bin holds
    // eight rows, and where most gaps are within chance
    assertThat(held).isGreaterThanOrEqualTo(least);
  }

  @Test
  void narrowsWithTheRootOfTheRows() {
    Interval few = interval(Drawn.of(1_000, 0.1, 1)).orElseThrow();
    Interval many = interval(Drawn.of(100_000, 0.1, 1)).orElseThrow();
    assertThat((few.upper() - few.lower()) / (many.upper() - many.lower()))
        .isCloseTo(10, within(1.5));
  }

  /** Fifty copies of each row tell no more than one. */
  @Test
  void copiesInAClusterDoNotNarrowTheInterval() {
    Drawn once = Drawn.of(600, 0.1, 2);
    double[] probabilities = new double[30_000];
    double[] labels = new double[30_000];
    for (int row = 0; row < 30_000; row++) {
      probabilities[row] = once.probabilities[row % 600];
      labels[row] = once.labels[row % 600];
    }
    ClusteredRows rows =
        ClusteredRows.unordered(IntStream.range(0, 30_000).map(i -> i % 600).boxed().toList());
    Interval many =
        CalibrationError.of(RankedRows.of(probabilities, labels), 15)
            .interval(0.95, 42, rows)
            .orElseThrow();
    Interval one = interval(once).orElseThrow();
    assertThat(many.upper() - many.lower()).isCloseTo(one.upper() - one.lower(), within(0.01));
  }

  @Test
  void aSlowWaveOfTheOutcomesWidensTheInterval() {
    Drawn drawn = Drawn.of(2_000, 0.02, 3);
    for (int row = 0; row < 2_000; row++) {
      if (row % 500 < 250 && row % 3 == 0) {
        drawn.labels[row] = 1;
      }
    }
    double[] times = IntStream.range(0, 2_000).mapToDouble(row -> row).toArray();
    Interval inTime =
        CalibrationError.of(RankedRows.of(drawn.probabilities, drawn.labels), 15)
            .interval(0.95, 42, ClusteredRows.singles(times))
            .orElseThrow();
    Interval blind = interval(drawn).orElseThrow();
    assertThat(inTime.upper() - inTime.lower()).isGreaterThan(blind.upper() - blind.lower());
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
    return CalibrationError.of(rows, 15).interval(0.95, 42, ClusteredRows.independent(rows.size()));
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
