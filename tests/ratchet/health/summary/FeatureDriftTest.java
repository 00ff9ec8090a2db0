package ratchet.health.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.data.training.ChronologicalSplit.Cut;
import ratchet.data.training.ChronologicalSplit.LabelTiming;
import ratchet.health.HealthThresholds;

/**
 * Simulated features from fixed seeds: how often the check warns by chance, and whether it detects
 * drift.
 */
class FeatureDriftTest {
  private static final HealthThresholds STANDARD = HealthThresholds.standard();

  /** As the check asks it of a model of eight features. */
  private static final double TAIL = STANDARD.driftFalseAlarmRate() / 8;

  private static final double LEAST = STANDARD.driftPsiWarnAbove();

  /** Shapes that features have: even, heaped at one end, of few values, of two. */
  private enum Shape {
    EVEN {
      @Override
      double draw(SplittableRandom random) {
        return random.nextDouble();
      }
    },
    HEAPED {
      @Override
      double draw(SplittableRandom random) {
        return Math.min(1, 1.6 * Math.sqrt(random.nextDouble()));
      }
    },
    FEW {
      @Override
      double draw(SplittableRandom random) {
        return random.nextInt(6) * random.nextInt(2) / 5.0;
      }
    },
    TWO {
      @Override
      double draw(SplittableRandom random) {
        return random.nextInt(10) < 3 ? 1 : 0;
      }
    };

    abstract double draw(SplittableRandom random);
  }

  @ParameterizedTest
  @CsvSource({"200, 1000", "200000, 12"})
  void atMostFiveInAHundredAreToldWhereNothingDrifts(int rows, int times) {
    int reported = 0;
    for (int i = 0; i < times; i++) {
      SplittableRandom random = new SplittableRandom(i);
      for (Shape shape : Shape.values()) {
        reported += drift(rows, row -> shape.draw(random), TAIL, LEAST).exceedsLimit(LEAST) ? 1 : 0;
      }
    }
    assertThat(reported).isLessThanOrEqualTo(4 * times / 20);
    // the check's rate predicts a quarter of a false alarm in a thousand times four features
    assertThat(reported).isLessThanOrEqualTo(2);
  }

  /** The limit without its floor is one of chance: no more than it says, and not far less. */
  @ParameterizedTest
  @CsvSource({"EVEN", "HEAPED", "FEW", "TWO"})
  void theLimitIsPassedNoMoreOftenThanItSays(Shape shape) {
    int reported = 0;
    for (int i = 0; i < 1_000; i++) {
      SplittableRandom random = new SplittableRandom(i);
      reported += drift(1_000, row -> shape.draw(random), 0.1, 0).exceedsLimit(0) ? 1 : 0;
    }
    assertThat(reported).isBetween(20, 100);
  }

  /** Rows of one mint are alike, twenty at a time: worth few, and still no alarm. */
  @Test
  void rowsThatResembleEachOtherCountForFewer() {
    int reported = 0;
    for (int i = 0; i < 300; i++) {
      SplittableRandom random = new SplittableRandom(i);
      double[] ofMint = new double[1];
      IntToDoubleFunction feature =
          row -> {
            ofMint[0] = row % 20 == 0 ? random.nextDouble() : ofMint[0];
            return ofMint[0];
          };
      reported += drift(4_000, feature, 0.1, 0).exceedsLimit(0) ? 1 : 0;
    }
    assertThat(reported).isLessThanOrEqualTo(30);
  }

  @ParameterizedTest
  @CsvSource({"400, 0.6", "2000, 0.3", "200000, 0.15"})
  void tellsAShiftOfTheHoldout(int rows, double shift) {
    for (int i = 0; i < 20; i++) {
      SplittableRandom random = new SplittableRandom(i);
      IntToDoubleFunction feature =
          row -> Math.min(1, random.nextDouble() + (row >= rows * 4 / 5 ? shift : 0));
      assertThat(drift(rows, feature, TAIL, LEAST).exceedsLimit(LEAST)).isTrue();
    }
  }

  @Test
  void tellsATrendThatRunsThroughAllOfTheRows() {
    SplittableRandom random = new SplittableRandom(1);
    IntToDoubleFunction feature = row -> Math.min(1, 0.5 * random.nextDouble() + row / 40_000.0);
    assertThat(drift(20_000, feature, TAIL, LEAST).exceedsLimit(LEAST)).isTrue();
  }

  @Test
  void tellsAValueThatTheTrainingRowsNeverHad() {
    FeatureDrift drift = drift(2_000, row -> row < 1_600 ? 0.5 : 0.75, TAIL, LEAST);
    assertThat(drift.bins()).isEqualTo(2);
    assertThat(drift.exceedsLimit(LEAST)).isTrue();
    assertThat(drift.psi()).isFinite();
  }

  @Test
  void aDriftTooSmallToMatterIsNotTold() {
    SplittableRandom random = new SplittableRandom(1);
    IntToDoubleFunction feature =
        row -> Math.min(1, random.nextDouble() + (row >= 160_000 ? 0.02 : 0));
    FeatureDrift drift = drift(200_000, feature, TAIL, 0);
    assertThat(drift.exceedsLimit(0)).isTrue();
    assertThat(drift(200_000, feature, TAIL, LEAST).exceedsLimit(LEAST)).isFalse();
  }

  /** A day's rows share a part of their values: its standard deviation as a share of the whole. */
  private static IntToDoubleFunction daily(int perDay, double share, double moved, int from) {
    SplittableRandom random = new SplittableRandom(perDay + Math.round(1000 * share));
    return daily(perDay, share, moved, from, random);
  }

  private static IntToDoubleFunction daily(
      int perDay, double share, double moved, int from, SplittableRandom random) {
    double[] level = new double[1];
    double own = Math.sqrt(1 - share * share);
    return row -> {
      level[0] = row % perDay == 0 ? random.nextGaussian() : level[0];
      double value = share * level[0] + own * random.nextGaussian() + (row >= from ? moved : 0);
      return 0.5 + 0.1 * value;
    };
  }

  /** Nothing moves but the days: no more is reported than the limit says. */
  @ParameterizedTest
  @CsvSource({"21,0.3", "21,0.9", "60,0.5", "60,0.9"})
  void daysOfTheirOwnLevelRaiseNoAlarm(int days, double share) {
    int reported = 0;
    for (int i = 0; i < 200; i++) {
      SplittableRandom random = new SplittableRandom(i);
      reported += drift(days * 60, daily(60, share, 0, 0, random), 0.1, 0).exceedsLimit(0) ? 1 : 0;
    }
    assertThat(reported).isLessThanOrEqualTo(30);
    reported = 0;
    for (int i = 0; i < 200; i++) {
      SplittableRandom random = new SplittableRandom(i);
      reported +=
          drift(days * 60, daily(60, share, 0, 0, random), TAIL, LEAST).exceedsLimit(LEAST) ? 1 : 0;
    }
    assertThat(reported).isZero();
  }

  @ParameterizedTest
  @CsvSource({"21,0.2,1", "60,0.3,1", "180,0.5,1", "365,0.9,1"})
  void aLevelThatMovesByOneDeviationIsReported(int days, double share, double moved) {
    int reported = 0;
    for (int i = 0; i < 40; i++) {
      SplittableRandom random = new SplittableRandom(i);
      int rows = days * 60;
      FeatureDrift drift = drift(rows, daily(60, share, moved, rows * 4 / 5, random), TAIL, LEAST);
      reported += drift.exceedsLimit(LEAST) ? 1 : 0;
    }
    assertThat(reported).isGreaterThanOrEqualTo(24);
  }

  @Test
  void itIsSaidWhatCouldNotBeSeen() {
    assertThat(drift(21 * 60, daily(60, 0.95, 0, 0), TAIL, LEAST).power())
        .isEqualTo(FeatureDrift.Power.NONE);
    assertThat(drift(60 * 60, daily(60, 0.5, 0, 0), TAIL, LEAST).power())
        .isEqualTo(FeatureDrift.Power.LARGER);
    assertThat(drift(4000, daily(1, 0.5, 0, 0), TAIL, LEAST).power())
        .isEqualTo(FeatureDrift.Power.ONE_DEVIATION);
  }

  @Test
  void aConstantDoesNotDrift() {
    FeatureDrift drift = drift(200, row -> 1, TAIL, LEAST);
    assertThat(drift.bins()).isEqualTo(1);
    assertThat(drift.psi()).isZero();
    assertThat(drift.exceedsLimit(LEAST)).isFalse();
  }

  /** By hand, of two bins of 80 and 20 in the rows to fit and 10 and 10 in the holdout. */
  @Test
  void theIndexIsTheKnownOne() {
    FeatureDrift drift =
        FeatureDrift.of(
            cells(120, row -> row < 100 ? (row % 5 == 0 ? 1 : 0) : row % 2, 100), TAIL, 0);
    double p = 80.5 / 101;
    double q = 10.5 / 21;
    assertThat(drift.psi())
        .isCloseTo(
            (p - q) * Math.log(p / q) + (q - p) * Math.log((1 - p) / (1 - q)), within(1e-12));
  }

  private static FeatureDrift drift(
      int rows, IntToDoubleFunction feature, double tail, double least) {
    return FeatureDrift.of(cells(rows, feature, rows * 4 / 5), tail, least);
  }

  private static FeatureCells cells(int rows, IntToDoubleFunction feature, int train) {
    PackedRows packed = new PackedRows();
    for (int row = 0; row < rows; row++) {
      double[] value = {feature.applyAsDouble(row)};
      packed.add(row, row, new byte[0], new byte[0], new double[0], new double[0], value);
    }
    Cut cut = Cut.of(train, new LabelTiming(Duration.ZERO, Duration.ZERO));
    return FeatureCells.of(List.of("x"), packed.inOrder(), cut, train).get(0);
  }
}
