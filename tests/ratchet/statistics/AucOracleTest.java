package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ratchet.statistics.comparison.Comparison;

/** Independent rows: DeLong's test of two AUCs, as R and the literature have it. */
class AucOracleTest {
  private static final double[] A = OracleRows.SCORES_A;
  private static final double[] B = OracleRows.SCORES_B;
  private static final double[] LABELS = OracleRows.LABELS;

  // R 4.2, pROC 1.18.0: ci.auc(roc(y, a, direction = "<")), roc.test(ra, rb, method = "delong");
  // qnorm(0.975) = 1.959963984540054
  @Test
  void agreesWithR() {
    ClusterEstimate auc = estimate(A, Optional.empty(), LABELS);
    assertThat(auc.estimate()).isCloseTo(0.82320354542576768, within(1e-14));
    assertThat(auc.estimate() - 1.959963984540054 * auc.standardError())
        .isCloseTo(0.74638047926477269, within(1e-12));
    Comparison.Difference difference = difference(A, B, LABELS);
    assertThat(difference.z()).isCloseTo(1.834986170381071, within(1e-11));
    assertThat(difference.pValue()).isCloseTo(0.066507738599380042, within(1e-12));
    ClusterEstimate paired = estimate(A, Optional.of(B), LABELS);
    assertThat(paired.estimate() - 1.959963984540054 * paired.standardError())
        .isCloseTo(-0.0075244702638079253, within(1e-12));
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
    Comparison.Difference s100b = difference(asah[1], asah[2], poor);
    assertThat(s100b.z()).isCloseTo(2.20898359144091, within(1e-12));
    assertThat(s100b.pValue()).isCloseTo(0.0271757822291882, within(1e-14));
    Comparison.Difference ndka = difference(asah[1], asah[3], poor);
    assertThat(ndka.z()).isCloseTo(2.79777591868904, within(1e-12));
  }

  @Test
  void findsNoDifferenceBetweenAScoreAndItself() {
    double[] transformed = Arrays.stream(A).map(score -> score * score * score).toArray();
    Comparison.Difference difference = difference(A, transformed, LABELS);
    assertThat(difference.interval().lower()).isZero();
    assertThat(difference.interval().upper()).isZero();
    assertThat(difference.z()).isZero();
    assertThat(difference.pValue()).isEqualTo(1);
  }

  @Test
  void certainDifferencesHaveAnInfiniteZ() {
    double[] labels = {0, 0, 1, 1};
    Comparison.Difference difference =
        difference(new double[] {1, 2, 3, 4}, new double[] {4, 3, 2, 1}, labels);
    assertThat(difference.interval().estimate()).isEqualTo(1);
    assertThat(difference.z()).isInfinite();
    assertThat(difference.pValue()).isZero();
  }

  private static Comparison.Difference difference(double[] a, double[] b, double[] labels) {
    ClusteredRows rows = ClusteredRows.independent(labels.length);
    return Comparison.difference(estimate(a, Optional.of(b), labels), rows, 0.95);
  }

  private static ClusterEstimate estimate(
      double[] scores, Optional<double[]> less, double[] labels) {
    InfluenceValues auc = InfluenceValues.ofAuc(scores, labels).orElseThrow();
    InfluenceValues figure =
        less.map(other -> auc.minus(InfluenceValues.ofAuc(other, labels).orElseThrow()))
            .orElse(auc);
    return ClusterEstimate.of(ClusteredRows.independent(labels.length), figure).orElseThrow();
  }
}
