package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The jackknife gives the same, to the order of one row in n, without any formula. */
class InfluenceValuesTest {
  private static final int ROWS = 400;
  private final double[] labels = new double[ROWS];
  private final double[] scores = new double[ROWS];
  private final double[] times = new double[ROWS];
  private final double[] weights = new double[ROWS];

  InfluenceValuesTest() {
    SplittableRandom random = new SplittableRandom(11);
    for (int row = 0; row < ROWS; row++) {
      labels[row] = random.nextDouble() < 0.3 ? 1 : 0;
      // two decimals: ties
      scores[row] = Math.round(100 * (random.nextDouble() + 0.3 * labels[row])) / 100.0;
      times[row] = Math.ceil(60 * random.nextDouble() / (0.3 + scores[row]));
      weights[row] = 0.2 + random.nextDouble();
    }
  }

  @Test
  void ofAMean() {
    InfluenceValues mean = InfluenceValues.ofMean(weights);
    assertThat(mean.estimate()).isEqualTo(Arrays.stream(weights).average().orElseThrow());
    assertThat(mean.values()[3]).isEqualTo(weights[3] - mean.estimate());
  }

  @Test
  void ofARatio() {
    check(
        InfluenceValues.ofRatio(scores, weights),
        rows -> sum(pick(scores, rows)) / sum(pick(weights, rows)),
        0.02);
    assertThat(InfluenceValues.ofRatio(scores, new double[ROWS])).isEmpty();
  }

  @Test
  void ofAnAuc() {
    check(
        InfluenceValues.ofAuc(scores, labels),
        rows ->
            InfluenceValues.ofAuc(pick(scores, rows), pick(labels, rows)).orElseThrow().estimate(),
        0.02);
  }

  @Test
  void ofAnAveragePrecision() {
    check(
        InfluenceValues.ofAveragePrecision(scores, labels),
        rows ->
            InfluenceValues.ofAveragePrecision(pick(scores, rows), pick(labels, rows))
                .orElseThrow()
                .estimate(),
        0.1);
  }

  @Test
  void ofAConcordance() {
    InfluenceValues values =
        InfluenceValues.ofConcordance(scores, times, labels, ClusteredRows.independent(ROWS))
            .orElseThrow();
    assertThat(values.estimate()).isEqualTo(harrell(rows()), within(1e-12));
    check(Optional.of(values), this::harrell, 0.1);
  }

  @Test
  void ofAWeightedConcordance() {
    InfluenceValues values =
        InfluenceValues.ofConcordance(
                scores, times, labels, time -> 1 + time / 30, ClusteredRows.independent(ROWS))
            .orElseThrow();
    check(
        Optional.of(values),
        rows ->
            InfluenceValues.ofConcordance(
                    pick(scores, rows),
                    pick(times, rows),
                    pick(labels, rows),
                    time -> 1 + time / 30,
                    ClusteredRows.independent(rows.length))
                .orElseThrow()
                .estimate(),
        0.1);
  }

  /** Pairs of different quarters of the time, counted one by one. */
  @Test
  void aConcordanceLeansByWhatPairsFarApartDoNotHave() {
    ClusteredRows inTime =
        ClusteredRows.singles(IntStream.range(0, ROWS).asDoubleStream().toArray());
    InfluenceValues values =
        InfluenceValues.ofConcordance(scores, times, labels, inTime).orElseThrow();
    double found = 0;
    double pairs = 0;
    for (int one = 0; one < ROWS; one++) {
      for (int other = 0; other < ROWS; other++) {
        boolean outlived =
            times[other] > times[one] || times[other] == times[one] && labels[other] == 0;
        if (labels[one] == 1 && outlived && one * 4 / ROWS != other * 4 / ROWS) {
          found += scores[one] > scores[other] ? 1 : scores[one] == scores[other] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    assertThat(values.bias()).isEqualTo(2 * (values.estimate() - found / pairs), within(1e-12));
    assertThat(values.bias()).isNotZero();
    ClusterInterval plain =
        ClusterEstimate.of(inTime, new InfluenceValues(values.estimate(), values.values()))
            .orElseThrow()
            .interval(0.95);
    ClusterInterval leaning = ClusterEstimate.of(inTime, values).orElseThrow().interval(0.95);
    assertThat(plain.lower() - leaning.lower())
        .isEqualTo(Math.max(0, values.bias()), within(1e-12));
    assertThat(leaning.upper() - plain.upper())
        .isEqualTo(Math.max(0, -values.bias()), within(1e-12));
    assertThat(values.minus(values).bias()).isZero();
  }

  /** R 4.2, survival 3.5: concordance(Surv(time, label) ~ score, reverse = TRUE, cluster = g). */
  @Test
  void ofAConcordanceVariesAsRHasIt() {
    UnequalClusters data = new UnequalClusters();
    InfluenceValues index =
        InfluenceValues.ofConcordance(data.scores, data.durations(), data.labels, data.unordered())
            .orElseThrow();
    assertThat(index.estimate()).isEqualTo(0.634718498659517, within(1e-12));
    assertThat(Math.pow(UnequalClusters.error(ClusteredRows.independent(84), index), 2))
        .isEqualTo(0.0019575193437821, within(1e-12));
    assertThat(Math.pow(UnequalClusters.error(data.unordered(), index), 2))
        .isEqualTo(0.00268969739170188, within(1e-12));
  }

  /** R 4.2, survival 3.5: summary(survfit(Surv(time, label) ~ 1, cluster = g), times = 60). */
  @Test
  void ofASurvivalCurveVariesAsRHasIt() {
    UnequalClusters data = new UnequalClusters();
    InfluenceValues survival =
        KaplanMeier.of(data.durations(), data.labels)
            .influenceAt(60, data.durations(), data.labels)
            .orElseThrow();
    assertThat(survival.estimate()).isEqualTo(0.769391382176192, within(1e-12));
    assertThat(UnequalClusters.error(ClusteredRows.independent(84), survival))
        .isEqualTo(0.049413876142651, within(1e-12));
    assertThat(UnequalClusters.error(data.unordered(), survival))
        .isEqualTo(0.0699121308885121, within(1e-12));
    assertThat(sum(survival.values())).isEqualTo(0, within(1e-9));
  }

  @Test
  void onePairedDifferenceIsTheDifferenceOfTheInfluences() {
    InfluenceValues one = InfluenceValues.ofMean(scores);
    InfluenceValues other = InfluenceValues.ofMean(weights);
    InfluenceValues difference = one.minus(other);
    assertThat(difference.estimate()).isEqualTo(one.estimate() - other.estimate(), within(1e-15));
    assertThat(difference.values()[7])
        .isEqualTo(one.values()[7] - other.values()[7], within(1e-15));
    assertThat(difference.times(30).values()[7])
        .isEqualTo(30 * difference.values()[7], within(1e-15));
  }

  @Test
  void oneClassHasNoRanking() {
    assertThat(InfluenceValues.ofAuc(new double[] {1, 2, 3}, new double[] {0, 0, 1})).isEmpty();
    assertThat(
            InfluenceValues.ofConcordance(
                new double[2], new double[2], new double[2], ClusteredRows.independent(2)))
        .isEmpty();
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> InfluenceValues.ofMean(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InfluenceValues.ofMean(new double[0])).hasMessage("a mean of no rows");
    assertThatThrownBy(() -> InfluenceValues.ofAuc(new double[] {1, 2}, new double[] {1, 2}))
        .hasMessageContaining("labels[1] is neither 0 nor 1");
  }

  /** Pair by pair, as it is defined. */
  private double harrell(int[] rows) {
    double concordant = 0;
    double comparable = 0;
    for (int a : rows) {
      for (int b : rows) {
        boolean outlived = times[b] > times[a] || (times[b] == times[a] && labels[b] == 0);
        if (labels[a] == 1 && a != b && outlived) {
          comparable++;
          concordant += scores[a] > scores[b] ? 1 : scores[a] == scores[b] ? 0.5 : 0;
        }
      }
    }
    return concordant / comparable;
  }

  private static void check(
      Optional<InfluenceValues> found, ToDoubleFunction<int[]> figure, double tolerance) {
    InfluenceValues influence = found.orElseThrow();
    double all = figure.applyAsDouble(rows());
    assertThat(influence.estimate()).isEqualTo(all, within(1e-12));
    assertThat(sum(influence.values())).isEqualTo(0, within(1e-9));
    double spread = Math.sqrt(sum(squares(influence.values())) / ROWS);
    for (int left = 0; left < ROWS; left += 7) {
      int without = left;
      int[] rest = IntStream.range(0, ROWS).filter(row -> row != without).toArray();
      double jackknife = (ROWS - 1) * (all - figure.applyAsDouble(rest));
      assertThat(influence.values()[left])
          .as("row %s", left)
          .isEqualTo(jackknife, within(tolerance * spread));
    }
  }

  private static int[] rows() {
    return IntStream.range(0, ROWS).toArray();
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }

  private static double[] squares(double[] values) {
    return Arrays.stream(values).map(value -> value * value).toArray();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
