package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeLongTest {
  private static final double[] A = OracleRows.SCORES_A;
  private static final double[] B = OracleRows.SCORES_B;
  private static final double[] LABELS = OracleRows.LABELS;

  // R 4.2, pROC 1.18.0: ci.auc(roc(y, a, direction = "<")), roc.test(ra, rb, method = "delong")
  @Test
  void agreesWithR() {
    Interval auc = DeLong.auc(A, LABELS, 0.95).orElseThrow();
    assertThat(auc.estimate()).isCloseTo(0.82320354542576768, within(1e-14));
    assertThat(auc.lower()).isCloseTo(0.74638047926477269, within(1e-12));
    assertThat(auc.upper()).isCloseTo(0.90002661158676267, within(1e-12));
    DeLong.Comparison comparison = DeLong.compare(A, B, LABELS, 0.95).orElseThrow();
    assertThat(comparison.z()).isCloseTo(1.834986170381071, within(1e-11));
    assertThat(comparison.pValue()).isCloseTo(0.066507738599380042, within(1e-12));
    assertThat(comparison.difference().lower()).isCloseTo(-0.0075244702638079253, within(1e-12));
    assertThat(comparison.difference().upper()).isCloseTo(0.2284804689975845071, within(1e-12));
  }

  // the figures published for pROC's aSAH data: 113 patients, 41 with a poor outcome
  @Test
  void reproducesThePublishedComparison() {
    double[][] asah =
        RDataset.columns(
            "{data(aSAH, package='pROC'); transform(aSAH[c('outcome','wfns','s100b','ndka')],"
                + " outcome=as.numeric(outcome=='Poor'), wfns=as.numeric(wfns))}");
    double[] poor = asah[0];
    assertThat(poor).hasSize(113);
    assertThat(Arrays.stream(poor).sum()).isEqualTo(41);
    assertThat(RankMetrics.auc(asah[1], poor).orElseThrow()).isCloseTo(0.823679, within(5e-7));
    assertThat(RankMetrics.auc(asah[2], poor).orElseThrow()).isCloseTo(0.731369, within(5e-7));
    DeLong.Comparison s100b = DeLong.compare(asah[1], asah[2], poor, 0.95).orElseThrow();
    assertThat(s100b.z()).isCloseTo(2.20898359144091, within(1e-12));
    assertThat(s100b.pValue()).isCloseTo(0.0271757822291882, within(1e-14));
    DeLong.Comparison ndka = DeLong.compare(asah[1], asah[3], poor, 0.95).orElseThrow();
    assertThat(ndka.z()).isCloseTo(2.79777591868904, within(1e-12));
  }

  @Test
  void findsNoDifferenceBetweenAScoreAndItself() {
    double[] transformed = Arrays.stream(A).map(score -> score * score * score).toArray();
    assertThat(DeLong.compare(A, transformed, LABELS, 0.95))
        .hasValue(new DeLong.Comparison(new Interval(0, 0, 0), 0, 1));
  }

  @Test
  void swappingTheSidesFlipsTheSigns() {
    DeLong.Comparison ab = DeLong.compare(A, B, LABELS, 0.9).orElseThrow();
    DeLong.Comparison ba = DeLong.compare(B, A, LABELS, 0.9).orElseThrow();
    assertThat(ba.difference()).isEqualTo(ab.difference().map(value -> -value));
    assertThat(ba.z()).isEqualTo(-ab.z());
    assertThat(ba.pValue()).isEqualTo(ab.pValue());
  }

  @Test
  void cutsTheIntervalOfAnAucAtOne() {
    double[] labels = {0, 0, 1, 0, 1, 1, 1};
    double[] scores = {1, 2, 3, 4, 5, 6, 7};
    assertThat(DeLong.auc(scores, labels, 0.99).orElseThrow().upper()).isEqualTo(1);
  }

  @Test
  void certainDifferencesHaveAnInfiniteZ() {
    double[] labels = {0, 0, 1, 1};
    double[] right = {1, 2, 3, 4};
    double[] wrong = {4, 3, 2, 1};
    DeLong.Comparison comparison = DeLong.compare(right, wrong, labels, 0.95).orElseThrow();
    assertThat(comparison.difference()).isEqualTo(new Interval(1, 1, 1));
    assertThat(comparison.z()).isInfinite();
    assertThat(comparison.pValue()).isZero();
  }

  @Test
  void isEmptyWithoutTwoRowsOfEachClass() {
    double[] scores = {1, 2, 3};
    assertThat(DeLong.auc(scores, new double[] {0, 0, 1}, 0.95)).isEmpty();
    assertThat(DeLong.auc(scores, new double[] {1, 1, 0}, 0.95)).isEmpty();
    assertThat(DeLong.compare(scores, scores, new double[] {1, 1, 1}, 0.95)).isEmpty();
    assertThat(DeLong.auc(new double[0], new double[0], 0.95)).isEmpty();
  }
}
