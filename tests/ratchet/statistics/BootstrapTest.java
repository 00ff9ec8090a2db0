package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final double[] A = OracleRows.SCORES_A;
  private static final double[] LABELS = OracleRows.LABELS;

  @Test
  void sameSeedSameInterval() {
    ResampledStatistic auc = ResampledStatistic.auc(A, LABELS);
    Interval first = Bootstrap.seeded(7).interval(A.length, auc).orElseThrow();
    assertThat(Bootstrap.seeded(7).interval(A.length, auc)).hasValue(first);
    assertThat(Bootstrap.seeded(8).interval(A.length, auc).orElseThrow()).isNotEqualTo(first);
  }

  @Test
  void tellsOfEveryResampleAndIsNotChangedByIt() {
    ResampledStatistic auc = ResampledStatistic.auc(A, LABELS);
    LongAdder told = new LongAdder();
    assertThat(Bootstrap.seeded(7).telling(told::add).interval(A.length, auc))
        .isEqualTo(Bootstrap.seeded(7).interval(A.length, auc));
    assertThat(told.sum()).isEqualTo(Bootstrap.DEFAULT_RESAMPLES);
  }

  @Test
  void agreesWithDeLongOnAnAuc() {
    Interval resampled =
        Bootstrap.seeded(42).interval(A.length, ResampledStatistic.auc(A, LABELS)).orElseThrow();
    Interval delong =
        ClusterEstimate.of(
                ClusteredRows.independent(A.length), InfluenceValues.ofAuc(A, LABELS).orElseThrow())
            .orElseThrow()
            .interval(0.95)
            .bounds();
    assertThat(resampled.estimate()).isCloseTo(delong.estimate(), within(1e-14));
    assertThat(resampled.lower()).isCloseTo(delong.lower(), within(0.015));
    assertThat(resampled.upper()).isCloseTo(delong.upper(), within(0.015));
  }

  @Test
  void coversTheMeanAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(3);
    int covered = 0;
    for (int sample = 0; sample < 400; sample++) {
      double[] values = random.doubles(80).toArray();
      Interval mean =
          new Bootstrap(400, sample, 0.9)
              .interval(values.length, ResampledStatistic.mean(values))
              .orElseThrow();
      covered += mean.contains(0.5) ? 1 : 0;
    }
    // 360 of 400 expected; 3.5 standard deviations of a binomial to either side
    assertThat(covered).isBetween(339, 381);
  }

  @Test
  void isEmptyWithTooFewPositivesToResample() {
    double[] labels = new double[A.length];
    labels[0] = 1;
    ResampledStatistic auc = ResampledStatistic.auc(A, labels);
    assertThat(Bootstrap.seeded(1).interval(A.length, auc)).isEmpty();
    assertThat(Bootstrap.seeded(1).interval(0, ResampledStatistic.mean(new double[0]))).isEmpty();
    double[] oneClass = new double[A.length];
    assertThat(
            Bootstrap.seeded(1)
                .interval(A.length, ResampledStatistic.averagePrecision(A, oneClass)))
        .isEmpty();
  }

  @Test
  void refusesTooFewResamples() {
    assertThatThrownBy(() -> new Bootstrap(99, 1, 0.95)).hasMessage("resamples is below 100: 99");
    assertThatThrownBy(() -> new Bootstrap(100, 1, 1))
        .hasMessage("level is not between 0 and 1: 1.0");
  }

  @Property(tries = 300)
  void resampledStatisticsAreThoseOfTheRowsDrawn(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = -5, max = 5) Integer> raw,
      @ForAll long bits,
      @ForAll long seed) {
    double[] scores = raw.stream().mapToDouble(score -> score).toArray();
    double[] labels = new double[scores.length];
    int[] counts = new int[scores.length];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = bits >>> i & 1;
      counts[random.nextInt(counts.length)]++;
    }
    int[] rows = rows(counts);
    double[] drawnScores = Arrays.stream(rows).mapToDouble(row -> scores[row]).toArray();
    double[] drawnLabels = Arrays.stream(rows).mapToDouble(row -> labels[row]).toArray();
    assertThat(ResampledStatistic.auc(scores, labels).of(counts))
        .isEqualTo(Double.valueOf(RankMetrics.auc(drawnScores, drawnLabels).orElse(Double.NaN)));
    assertThat(ResampledStatistic.averagePrecision(scores, labels).of(counts))
        .isEqualTo(
            Double.valueOf(
                RankMetrics.averagePrecision(drawnScores, drawnLabels).orElse(Double.NaN)));
    assertThat(ResampledStatistic.precisionAt(3, scores, labels).of(counts))
        .isEqualTo(
            Double.valueOf(
                RankMetrics.precisionAt(3, drawnScores, drawnLabels).orElse(Double.NaN)));
    assertThat(ResampledStatistic.mean(scores).of(counts))
        .isCloseTo(Arrays.stream(drawnScores).average().orElseThrow(), within(1e-12));
    assertThat(
            ResampledStatistic.ofRows(
                    drawn -> Arrays.stream(drawn).mapToDouble(row -> scores[row]).sum())
                .of(counts))
        .isEqualTo(Arrays.stream(drawnScores).sum());
  }

  private static int[] rows(int[] counts) {
    return IntStream.range(0, counts.length)
        .flatMap(row -> IntStream.range(0, counts[row]).map(i -> row))
        .toArray();
  }
}
