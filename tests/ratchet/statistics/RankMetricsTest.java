package ratchet.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RankMetricsTest {
  private static final double[] LABELS = {0, 0, 1, 1, 1, 0, 1, 0};
  private static final double[] SCORES = {.1, .4, .35, .8, .4, .7, 1.0, 0.0};

  // sklearn 1.2.1: roc_auc_score and average_precision_score on the same vectors
  @Test
  void agreesWithScikitLearn() {
    assertThat(RankMetrics.auc(SCORES, LABELS)).hasValue(0.78125);
    assertThat(RankMetrics.averagePrecision(SCORES, LABELS).orElseThrow())
        .isCloseTo(0.8166666666666667, within(1e-15));
    assertThat(RankMetrics.auc(OracleRows.SCORES_A, OracleRows.LABELS).orElseThrow())
        .isCloseTo(0.8232035454257677, within(1e-15));
    assertThat(RankMetrics.auc(OracleRows.SCORES_B, OracleRows.LABELS).orElseThrow())
        .isCloseTo(0.7127255460588795, within(1e-15));
    assertThat(RankMetrics.averagePrecision(OracleRows.SCORES_A, OracleRows.LABELS).orElseThrow())
        .isCloseTo(0.7343751078089606, within(1e-15));
    assertThat(RankMetrics.averagePrecision(OracleRows.SCORES_B, OracleRows.LABELS).orElseThrow())
        .isCloseTo(0.5455488843270935, within(1e-15));
  }

  // the figures that come with the predictions; see the README beside them
  @Test
  void givesTheAveragePrecisionOfThePublishedPredictions() {
    PublishedPredictions logistic = PublishedPredictions.read("memetrans_lr.csv");
    PublishedPredictions boosted = PublishedPredictions.read("memetrans_lgbm.csv");
    assertThat(
            RankMetrics.averagePrecision(logistic.probabilities(), logistic.labels()).orElseThrow())
        .isCloseTo(0.5337647849222107, within(1e-12));
    assertThat(
            RankMetrics.averagePrecision(boosted.probabilities(), boosted.labels()).orElseThrow())
        .isCloseTo(0.5674679411984582, within(1e-12));
  }

  @Test
  void countsATieAsHalf() {
    assertThat(RankMetrics.auc(new double[] {3, 3}, new double[] {0, 1})).hasValue(0.5);
    assertThat(RankMetrics.auc(new double[] {-0.0, 0.0}, new double[] {0, 1})).hasValue(0.5);
  }

  @Test
  void sharesThePlacesLeftAmongTies() {
    double[] scores = {9, 5, 5, 5, 1};
    double[] labels = {1, 1, 0, 0, 1};
    assertThat(RankMetrics.precisionAt(1, scores, labels)).hasValue(1);
    assertThat(RankMetrics.precisionAt(2, scores, labels).orElseThrow())
        .isCloseTo((1 + 1 / 3.0) / 2, within(1e-15));
    assertThat(RankMetrics.precisionAt(5, scores, labels)).hasValue(0.6);
  }

  @Test
  void isEmptyWhereTheRowsCannotTell() {
    double[] two = {1, 2};
    assertThat(RankMetrics.auc(two, new double[] {1, 1})).isEmpty();
    assertThat(RankMetrics.auc(two, new double[] {0, 0})).isEmpty();
    assertThat(RankMetrics.auc(new double[0], new double[0])).isEmpty();
    assertThat(RankMetrics.averagePrecision(two, new double[] {0, 0})).isEmpty();
    assertThat(RankMetrics.averagePrecision(new double[0], new double[0])).isEmpty();
    assertThat(RankMetrics.precisionAt(3, two, new double[] {0, 1})).isEmpty();
  }

  @Test
  void refusesWhatIsNoLabelledScore() {
    assertThatThrownBy(() -> RankMetrics.auc(new double[] {1}, new double[] {1, 0}))
        .hasMessage("1 scores for 2 labels");
    assertThatThrownBy(() -> RankMetrics.auc(new double[] {1, 2}, new double[] {1, 0.5}))
        .hasMessage("labels[1] is neither 0 nor 1: 0.5");
    assertThatThrownBy(() -> RankMetrics.auc(new double[] {Double.NaN}, new double[] {1}))
        .hasMessage("scores[0] is NaN");
    assertThatThrownBy(() -> RankMetrics.precisionAt(0, new double[] {1}, new double[] {1}))
        .hasMessage("k is below 1: 0");
  }

  @Property
  void dependsOnTheOrderOfTheScoresAlone(
      @ForAll @Size(min = 2, max = 60) List<@IntRange(min = -20, max = 20) Integer> raw,
      @ForAll long bits) {
    double[] scores = raw.stream().mapToDouble(score -> score).toArray();
    double[] labels = labels(bits, scores.length);
    double[] transformed = Arrays.stream(scores).map(s -> Math.exp(s / 3) - 7).toArray();
    assertThat(RankMetrics.auc(transformed, labels)).isEqualTo(RankMetrics.auc(scores, labels));
    assertThat(RankMetrics.averagePrecision(transformed, labels))
        .isEqualTo(RankMetrics.averagePrecision(scores, labels));
    assertThat(RankMetrics.auc(reversed(scores), reversed(labels)))
        .isEqualTo(RankMetrics.auc(scores, labels));
    assertThat(RankMetrics.precisionAt(2, reversed(scores), reversed(labels)))
        .isEqualTo(RankMetrics.precisionAt(2, scores, labels));
  }

  @Property
  void isTheShareOfPairsInOrder(
      @ForAll @Size(min = 2, max = 40) List<@IntRange(min = 0, max = 12) Integer> raw,
      @ForAll long bits) {
    double[] scores = raw.stream().mapToDouble(score -> score).toArray();
    double[] labels = labels(bits, scores.length);
    double wins = 0;
    int pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (labels[i] == 1 && labels[j] == 0) {
          pairs++;
          wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    Assume.that(pairs > 0);
    assertThat(RankMetrics.auc(scores, labels).orElseThrow())
        .isCloseTo(wins / pairs, within(1e-12));
  }

  private static double[] labels(long bits, int size) {
    double[] labels = new double[size];
    for (int i = 0; i < size; i++) {
      labels[i] = bits >>> i & 1;
    }
    return labels;
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}
