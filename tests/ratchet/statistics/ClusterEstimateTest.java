package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterEstimateTest {
  private final UnequalClusters data = new UnequalClusters();

  @Test
  void independentRowsGiveTheTextbooksInterval() {
    ClusterInterval interval =
        interval(ClusteredRows.independent(84), InfluenceValues.ofMean(data.figures));
    // R 4.2: t.test(y)$conf.int
    assertThat(interval.estimate()).isEqualTo(0.0520488239237363, within(1e-14));
    assertThat(interval.lower()).isEqualTo(-0.11537141345458, within(1e-12));
    assertThat(interval.upper()).isEqualTo(0.219469061302053, within(1e-12));
    assertThat(interval.effectiveRows()).isEqualTo(84);
  }

  @Test
  void clustersGiveTheVarianceOfClubSandwich() {
    ClusterEstimate estimate = estimate(data.unordered(), InfluenceValues.ofMean(data.figures));
    // R, clubSandwich 0.5.8: vcovCR(lm(y ~ 1), cluster = g, type = "CR2")
    assertThat(Math.pow(estimate.standardError(), 2)).isEqualTo(0.0262683763778278, within(1e-14));
    ClusterInterval interval = estimate.interval(0.95);
    assertThat(interval.clusters()).isEqualTo(24);
    assertThat(interval.effectiveClusters()).isEqualTo(19.3846153846154, within(1e-12));
    assertThat(interval.conclusive()).isTrue();
    // the same variance with qt(0.975, G* - 1)
    assertThat(interval.lower()).isEqualTo(-0.287948676485482, within(1e-12));
    assertThat(interval.upper()).isEqualTo(0.392046324332955, within(1e-12));
    assertThat(interval.effectiveRows()).isBetween(22.0, 24.0);
  }

  @Test
  void independentRowsGiveDeLongsVarianceOfAnAuc() {
    ClusteredRows rows = ClusteredRows.independent(84);
    InfluenceValues one = InfluenceValues.ofAuc(data.scores, data.labels).orElseThrow();
    InfluenceValues other = InfluenceValues.ofAuc(data.otherScores, data.labels).orElseThrow();
    // R, pROC 1.18: auc, var, and for the pair var + var - 2 cov of DeLong
    assertThat(one.estimate()).isEqualTo(0.753472222222222, within(1e-14));
    assertThat(variance(rows, one)).isEqualTo(0.00289299082517168, within(1e-16));
    assertThat(other.estimate()).isEqualTo(0.673032407407407, within(1e-14));
    assertThat(variance(rows, other)).isEqualTo(0.00346037029479947, within(1e-16));
    assertThat(variance(rows, one.minus(other)))
        .isEqualTo(
            0.00289299082517168 + 0.00346037029479947 + 2 * 2.3692454063317e-05, within(1e-16));
  }

  /**
   * Her denominators differ from ours only by factors near 1: clusters with a positive over one
   * less, clusters with a negative over one less, 1 - h.
   */
  @Test
  void clustersGiveObuchowskisVarianceOfAnAuc() {
    InfluenceValues one = InfluenceValues.ofAuc(data.scores, data.labels).orElseThrow();
    InfluenceValues other = InfluenceValues.ofAuc(data.otherScores, data.labels).orElseThrow();
    // R: S10/M + S01/N + 2 S11/(M N) of Obuchowski 1997, written out
    assertThat(obuchowski(one, one)).isEqualTo(0.00271124895642396, within(1e-15));
    assertThat(obuchowski(other, other)).isEqualTo(0.00150931804574531, within(1e-15));
    assertThat(obuchowski(one, other)).isEqualTo(0.0003989396258947, within(1e-15));
    assertThat(variance(data.unordered(), one) / 0.00271124895642396).isBetween(0.97, 1.05);
    assertThat(variance(data.unordered(), one.minus(other)) / 0.00342268775037987)
        .isBetween(0.97, 1.05);
  }

  /** Her formula on the sums of our influence values, which differ by n over the class. */
  private double obuchowski(InfluenceValues one, InfluenceValues other) {
    double variance = 0;
    for (int a = 0; a < 2; a++) {
      for (int b = 0; b < 2; b++) {
        double[] first = data.unordered().sums(ofClass(one, a));
        double[] second = data.unordered().sums(ofClass(other, b));
        double clusters = a == b ? clustersWith(a) : 24;
        double products = 0;
        for (int g = 0; g < 24; g++) {
          products += first[g] * second[g];
        }
        variance += clusters / (clusters - 1) * products / 84 / 84;
      }
    }
    return variance;
  }

  private double[] ofClass(InfluenceValues values, int label) {
    double members = label == 1 ? 36 : 48;
    double correction = Math.sqrt(members / (members - 1) * 83 / 84);
    return IntStream.range(0, 84)
        .mapToDouble(i -> data.labels[i] == label ? values.values()[i] / correction : 0)
        .toArray();
  }

  private double clustersWith(int label) {
    return IntStream.range(0, 84)
        .filter(i -> data.labels[i] == label)
        .map(data.keys::get)
        .distinct()
        .count();
  }

  @Test
  void timesAddTheLongRunVariance() {
    double[] sums = data.inTime().sums(InfluenceValues.ofMean(data.figures).values());
    LongRunVariance longRun = LongRunVariance.of(data.inTime(), sums).get(0);
    // R: e <- tapply(y - mean(y), g, sum); T * mean(L^2) / n^2 with 3 cosines over 24 clusters
    assertThat(longRun.degrees()).isEqualTo(3);
    assertThat(longRun.sumVariance() / 84 / 84).isEqualTo(0.00444519283003864, within(1e-16));
  }

  /**
   * Fewer coefficients join where the first two autocorrelations add up to more than √(2/60) =
   * 0.18, and two of them only where no blocks are made. Of 3.4 steps they are 0.60 and -0.26, of 3
   * steps 0.51 and -0.47.
   */
  @Test
  void clustersThatFollowTheirNeighbours() {
    assertThat(degrees(60, 6)).containsExactly(4, 3, 6, 2);
    assertThat(degrees(60, 3.4)).containsExactly(4, 3, 6, 2);
    assertThat(degrees(60, 3)).containsExactly(6);
    assertThat(degrees(60, 1.5)).containsExactly(6);
    assertThat(degrees(101, 6)).containsExactly(4, 3, 6);
  }

  /** Of sums that go round in so many steps: their autocorrelation is the cosine of one step. */
  private static List<Integer> degrees(int clusters, double steps) {
    double[] times = IntStream.range(0, clusters).asDoubleStream().toArray();
    double[] sums =
        Arrays.stream(times).map(t -> Math.sin(Math.PI / 2 / steps * (2 * t + 1))).toArray();
    return LongRunVariance.of(ClusteredRows.singles(times), sums).stream()
        .map(LongRunVariance::degrees)
        .toList();
  }

  @Test
  void slowWavesWidenTheInterval() {
    int size = 600;
    double[] figures = IntStream.range(0, size).mapToDouble(t -> Math.sin(t / 60.0)).toArray();
    double[] times = IntStream.range(0, size).mapToDouble(t -> t).toArray();
    InfluenceValues mean = InfluenceValues.ofMean(figures);
    ClusterInterval blind = interval(ClusteredRows.independent(size), mean);
    ClusterInterval inTime = interval(ClusteredRows.singles(times), mean);
    assertThat(inTime.upper() - inTime.lower()).isGreaterThan(8 * (blind.upper() - blind.lower()));
    assertThat(inTime.effectiveRows()).isLessThan(20);
  }

  @Test
  void theOrderOfTheRowsDoesNotMatter() {
    List<Integer> order = new java.util.ArrayList<>(IntStream.range(0, 84).boxed().toList());
    Collections.shuffle(order, new java.util.Random(7));
    List<Integer> keys = order.stream().map(data.keys::get).toList();
    double[] times = keys.stream().mapToDouble(i -> i).toArray();
    double[] figures = order.stream().mapToDouble(i -> data.figures[i]).toArray();
    ClusterInterval shuffled =
        interval(ClusteredRows.of(keys, times), InfluenceValues.ofMean(figures));
    ClusterInterval straight = interval(data.inTime(), InfluenceValues.ofMean(data.figures));
    assertThat(shuffled.lower()).isEqualTo(straight.lower(), within(1e-12));
    assertThat(shuffled.upper()).isEqualTo(straight.upper(), within(1e-12));
  }

  /** Copies tell nothing new: with the old key as cluster they change neither end. */
  @Test
  void rowsWrittenFiftyTimesAreWorthOnce() {
    InfluenceValues once = InfluenceValues.ofMean(Arrays.copyOf(data.figures, 80));
    double[] copied = new double[4_000];
    Integer[] keys = new Integer[4_000];
    for (int row = 0; row < 4_000; row++) {
      copied[row] = data.figures[row % 80];
      keys[row] = row % 80;
    }
    ClusterInterval one = interval(ClusteredRows.independent(80), once);
    ClusterInterval many =
        interval(ClusteredRows.unordered(List.of(keys)), InfluenceValues.ofMean(copied));
    assertThat(many.lower()).isEqualTo(one.lower(), within(1e-12));
    assertThat(many.upper()).isEqualTo(one.upper(), within(1e-12));
    assertThat(many.clusters()).isEqualTo(80);
    assertThat(many.effectiveRows()).isEqualTo(80, within(1.0));
  }

  @Test
  void fewOrUnequalClustersDecideNothing() {
    assertThat(interval(rowsOf(19, 5), mean(95)).conclusive()).isFalse();
    assertThat(interval(rowsOf(20, 5), mean(100)).conclusive()).isTrue();
    // 40 clusters, one of which holds half of the rows: 3.8 effective ones
    List<Integer> keys =
        IntStream.range(0, 400).map(i -> i < 200 ? 0 : 1 + i % 39).boxed().toList();
    ClusterInterval uneven = interval(ClusteredRows.unordered(keys), mean(400));
    assertThat(uneven.clusters()).isEqualTo(40);
    assertThat(uneven.effectiveClusters()).isEqualTo(3.9, within(0.1));
    assertThat(uneven.conclusive()).isFalse();
    assertThat(ClusterEstimate.of(rowsOf(1, 5), mean(5))).isEmpty();
  }

  @Test
  void aShareStaysWithinItsBounds() {
    InfluenceValues nearlyOne = InfluenceValues.ofMean(ones(40, 39));
    ClusterInterval interval =
        estimate(ClusteredRows.independent(40), nearlyOne).shareInterval(0.95);
    assertThat(interval.lower()).isBetween(0.80, 0.95);
    assertThat(interval.upper()).isBetween(0.98, 1.0);
  }

  @Test
  void aShareOfOneKeepsRoomBelow() {
    InfluenceValues all = InfluenceValues.ofMean(ones(40, 40));
    ClusterInterval interval = estimate(ClusteredRows.independent(40), all).shareInterval(0.95);
    // Wilson's: 1 - t²/(40 + t²), t = qt(0.975, 39) = 2.022691
    assertThat(interval.lower()).isEqualTo(0.9072089, within(1e-7));
    assertThat(interval.upper()).isEqualTo(1);
    InfluenceValues none = InfluenceValues.ofMean(new double[40]);
    ClusterInterval atZero = estimate(ClusteredRows.independent(40), none).shareInterval(0.95);
    assertThat(atZero.lower()).isEqualTo(0);
    assertThat(atZero.upper()).isEqualTo(1 - interval.lower(), within(1e-12));
  }

  @Test
  void figuresThatDoNotVaryHaveNoWidth() {
    ClusterInterval interval = interval(data.inTime(), InfluenceValues.ofMean(new double[84]));
    assertThat(interval.lower()).isEqualTo(0);
    assertThat(interval.upper()).isEqualTo(0);
    assertThat(interval.effectiveRows()).isEqualTo(84);
  }

  @Test
  void thePValueAgreesWithTheInterval() {
    ClusterEstimate estimate = estimate(data.inTime(), InfluenceValues.ofMean(data.figures));
    ClusterInterval interval = estimate.interval(0.9);
    assertThat(estimate.pValue(interval.upper())).isEqualTo(0.1, within(1e-9));
    assertThat(estimate.pValue(interval.lower())).isEqualTo(0.1, within(1e-9));
    assertThat(estimate.pValue(estimate.estimate())).isEqualTo(1);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> ClusterEstimate.of(ClusteredRows.independent(3), mean(4)))
        .hasMessage("4 influence values for 3 rows");
    assertThatThrownBy(() -> ClusteredRows.of(List.of("a", "b"), new double[1]))
        .hasMessage("2 keys for 1 times");
    assertThatThrownBy(() -> ClusteredRows.singles(new double[] {1, Double.NaN}))
        .hasMessage("times[1] is not finite: NaN");
  }

  /** R: pnorm(z, lower.tail = FALSE), qnorm, pt, qt; the library's tails are exact enough. */
  @ParameterizedTest
  @CsvSource({
    "1.959963984540054, 0.025",
    "8, 6.2209605742717845e-16",
    "20, 2.7536241186062337e-89",
    "37.0471, 1.0006e-300"
  })
  void theNormalTailIsExact(double z, double tail) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    assertThat(normal.survivalProbability(z) / tail).isEqualTo(1, within(1e-3));
    assertThat(normal.inverseSurvivalProbability(normal.survivalProbability(z)))
        .isEqualTo(z, within(1e-10 * z));
  }

  @ParameterizedTest
  @CsvSource({"4, 1e-300", "12, 1e-300", "3000, 1e-300", "18.4, 1e-12", "4, 0.025", "0.6, 0.025"})
  void theQuantileOfTIsExactInItsTail(double degrees, double tail) {
    TDistribution t = TDistribution.of(degrees);
    double quantile = t.inverseSurvivalProbability(tail);
    assertThat(t.survivalProbability(quantile) / tail).isEqualTo(1, within(1e-9));
  }

  private static InfluenceValues mean(int rows) {
    return InfluenceValues.ofMean(IntStream.range(0, rows).mapToDouble(Math::sin).toArray());
  }

  private static double[] ones(int rows, int ones) {
    return IntStream.range(0, rows).mapToDouble(i -> i < ones ? 1 : 0).toArray();
  }

  private static ClusteredRows rowsOf(int clusters, int each) {
    return ClusteredRows.unordered(
        IntStream.range(0, clusters * each).map(i -> i % clusters).boxed().toList());
  }

  private static ClusterEstimate estimate(ClusteredRows rows, InfluenceValues influence) {
    return ClusterEstimate.of(rows, influence).orElseThrow();
  }

  private static ClusterInterval interval(ClusteredRows rows, InfluenceValues influence) {
    return estimate(rows, influence).interval(0.95);
  }

  private static double variance(ClusteredRows rows, InfluenceValues influence) {
    return Math.pow(estimate(rows, influence).standardError(), 2);
  }
}
