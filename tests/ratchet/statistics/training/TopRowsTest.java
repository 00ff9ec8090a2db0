package ratchet.statistics.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.RankMetrics;
import ratchet.statistics.RankedRows;

class TopRowsTest {
  private static final int ROWS = 400;
  private final double[] scores = new double[ROWS];
  private final double[] labels = new double[ROWS];

  TopRowsTest() {
    SplittableRandom random = new SplittableRandom(4);
    for (int row = 0; row < ROWS; row++) {
      // one decimal: the cut goes through rows of one score
      scores[row] = Math.round(10 * random.nextDouble()) / 10.0;
      labels[row] = random.nextDouble() < scores[row] ? 1 : 0;
    }
  }

  @Test
  void theEstimateIsThePrecisionWithTiesShared() {
    for (int k : new int[] {1, 17, 50, 200, ROWS}) {
      assertThat(interval(k, ClusteredRows.independent(ROWS)).estimate())
          .isEqualTo(RankMetrics.precisionAt(k, scores, labels).orElseThrow());
    }
  }

  @Test
  void rowsOfAClusterCountOnce() {
    ClusteredRows clusters =
        ClusteredRows.unordered(IntStream.range(0, ROWS).map(row -> row / 20).boxed().toList());
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row / 20 % 2;
    }
    ClusterInterval blind = interval(50, ClusteredRows.independent(ROWS));
    ClusterInterval clustered = interval(50, clusters);
    assertThat(clustered.upper() - clustered.lower())
        .isGreaterThan(1.2 * (blind.upper() - blind.lower()));
    assertThat(clustered.lower()).isGreaterThanOrEqualTo(0);
    assertThat(clustered.upper()).isLessThanOrEqualTo(1);
  }

  @Test
  void needsAsManyRowsAsPlaces() {
    RankedRows ranked = RankedRows.of(scores, labels);
    assertThat(TopRows.precision(ROWS + 1, ranked, ClusteredRows.independent(ROWS), 0.95))
        .isEmpty();
    assertThatThrownBy(() -> TopRows.precision(0, ranked, ClusteredRows.independent(ROWS), 0.95))
        .hasMessage("k is below 1: 0");
  }

  private ClusterInterval interval(int k, ClusteredRows clusters) {
    return TopRows.precision(k, RankedRows.of(scores, labels), clusters, 0.95).orElseThrow();
  }
}
