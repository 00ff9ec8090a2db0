package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.RankedRows;

class BinaryMetricsTest {
  private static final int MINTS = 400;

  /** A mint that was tried twenty times tells no more than one tried once, if all ended alike. */
  @Test
  void attemptsOfOneMintDoNotNarrowTheIntervals() {
    Map<String, Double> once = metrics(1);
    Map<String, Double> often = metrics(20);
    for (String name :
        new String[] {"auc", "brier", "logloss", "calibration_slope", "calibration_intercept"}) {
      double width = once.get(name + "_upper") - once.get(name + "_lower");
      assertThat(often.get(name + "_upper") - often.get(name + "_lower"))
          .as(name)
          .isCloseTo(width, within(0.01 * width));
    }
    assertThat(once.get("holdout_effective")).isCloseTo(MINTS, within(1e-6));
    assertThat(often.get("holdout_effective")).isCloseTo(MINTS, within(1.5));
    assertThat(often.get("precision_at_50_upper") - often.get("precision_at_50_lower"))
        .isGreaterThan(0.5);
  }

  private static Map<String, Double> metrics(int attempts) {
    SplittableRandom random = new SplittableRandom(6);
    double[] scores = new double[MINTS];
    double[] labels = new double[MINTS];
    for (int mint = 0; mint < MINTS; mint++) {
      scores[mint] = 0.05 + 0.9 * random.nextDouble();
      labels[mint] = random.nextDouble() < scores[mint] ? 1 : 0;
    }
    int[] mints = IntStream.range(0, MINTS * attempts).map(row -> row % MINTS).toArray();
    double[] own = IntStream.of(mints).mapToDouble(mint -> scores[mint]).toArray();
    double[] seen = IntStream.of(mints).mapToDouble(mint -> labels[mint]).toArray();
    MetricCollector collector = new MetricCollector();
    BinaryMetrics metrics =
        new BinaryMetrics(
            RankedRows.of(own, seen),
            ClusteredRows.unordered(IntStream.of(mints).boxed().toList()),
            "",
            collector);
    metrics.auc();
    metrics.brier("holdout_effective");
    metrics.logLoss("logloss");
    metrics.precisionAt50();
    metrics.calibration(42);
    assertThat(collector.issues()).isEmpty();
    return collector.metrics().values();
  }
}
