package ratchet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.Interval;

class ReliabilityCurveTest {
  /** 60 rows make two bins of 30: the lower of 0.2 with 6 ones, the upper of 0.7 with 24. */
  @Test
  void binsAreOfEqualCountInOrderOfProbability() {
    double[] probabilities = new double[60];
    double[] labels = new double[60];
    for (int i = 0; i < 60; i++) {
      boolean high = i % 2 == 1;
      probabilities[i] = high ? 0.7 : 0.2;
      labels[i] = (i / 2) % 10 < (high ? 8 : 2) ? 1 : 0;
    }
    ReliabilityCurve curve = curve(probabilities, labels);
    assertThat(curve.bins()).hasSize(2);
    assertThat(curve.bins().get(0).predicted()).isCloseTo(0.2, within(1e-12));
    assertThat(curve.bins().get(0).observed().estimate()).isEqualTo(0.2);
    assertThat(curve.bins().get(1).predicted()).isCloseTo(0.7, within(1e-12));
    assertThat(curve.bins().get(1).observed().estimate()).isEqualTo(0.8);
    assertThat(curve.bins().get(1).rows()).isEqualTo(30);
  }

  @Test
  void aCalibratedModelLiesOnTheDiagonal() {
    SplittableRandom random = new SplittableRandom(1);
    double[] probabilities = random.doubles(20_000).toArray();
    double[] labels =
        Arrays.stream(probabilities).map(p -> random.nextDouble() < p ? 1 : 0).toArray();
    ReliabilityCurve curve = curve(probabilities, labels);
    assertThat(curve.bins()).hasSize(10);
    long held =
        curve.bins().stream().filter(bin -> bin.observed().contains(bin.predicted())).count();
    assertThat(held).isGreaterThanOrEqualTo(8);
    assertThat(curve.bins().stream().mapToLong(ReliabilityCurve.Bin::rows).sum()).isEqualTo(20_000);
  }

  /** Thirty attempts on each of two mints are two observations in a bin, not sixty. */
  @Test
  void attemptsOfOneMintCountOnce() {
    double[] probabilities = new double[60];
    double[] labels = new double[60];
    Arrays.fill(probabilities, 0.5);
    Arrays.fill(labels, 0, 30, 1);
    ClusteredRows mints =
        ClusteredRows.unordered(IntStream.range(0, 60).map(row -> row / 30).boxed().toList());
    Interval clustered =
        ReliabilityCurve.of("candidate", probabilities, labels, mints).bins().get(0).observed();
    assertThat(clustered).isEqualTo(new Interval(1, 0, 1));
    ClusteredRows alternating =
        ClusteredRows.unordered(IntStream.range(0, 60).map(row -> row % 2).boxed().toList());
    assertThat(
            ReliabilityCurve.of("candidate", probabilities, labels, alternating)
                .bins()
                .get(0)
                .rows())
        .isEqualTo(30);
  }

  private static ReliabilityCurve curve(double[] probabilities, double[] labels) {
    return ReliabilityCurve.of(
        "candidate", probabilities, labels, ClusteredRows.independent(labels.length));
  }

  @Test
  void withoutRowsThereIsNothing() {
    assertThat(curve(new double[0], new double[0]).bins()).isEmpty();
  }
}
