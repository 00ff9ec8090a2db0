package ratchet.train.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import ratchet.train.SyntheticRows;

/** Expected weights: tests/oracles/solvers.py (scikit-learn) and solvers.R (glm). */
class LogisticRegressionTest {
  private static final Offset<Double> ORACLE = within(1e-6);
  private static final double C = 2;

  private final SyntheticRows rows = SyntheticRows.of(400, 5, 7, -0.5);

  @Test
  void agreesWithScikitLearn() {
    assertThat(rows.positives()).isEqualTo(260);
    Fit fit = LogisticRegression.fit(new LabelledRows(rows.columns(), rows.fills()), C, 2);
    assertThat(fit.weights())
        .containsExactly(
            new double[] {
              0.3306755750688031,
              1.0631595516363057,
              -1.2345475395497494,
              1.4585155928862632,
              -1.3381368075771713,
              0.8072649980173345
            },
            ORACLE);
    assertThat(fit.relativeGradientNorm()).isLessThanOrEqualTo(1e-8);
  }

  @Test
  void agreesWithScikitLearnAtAnotherPenalty() {
    assertThat(
            LogisticRegression.fit(new LabelledRows(rows.columns(), rows.fills()), 5, 2).weights())
        .containsExactly(
            new double[] {
              0.3177183270833022,
              1.1292002853489478,
              -1.3052115441821468,
              1.5446315739068017,
              -1.4152041009851684,
              0.846621030265011
            },
            ORACLE);
  }

  @Test
  void agreesWithGlmWhereThePenaltyVanishes() {
    Fit fit = LogisticRegression.fit(new LabelledRows(rows.columns(), rows.fills()), 1e9, 2);
    assertThat(fit.weights())
        .containsExactly(
            new double[] {
              0.308182188586847,
              1.179387125844498,
              -1.358758388251556,
              1.609707836721237,
              -1.473478064677048,
              0.876172950994987
            },
            ORACLE);
    assertThat(fit.standardErrors())
        .containsExactly(
            new double[] {
              0.458840309592034,
              0.409513268523742,
              0.396870077123748,
              0.404964138394703,
              0.406990275661452,
              0.393450814000174
            },
            ORACLE);
  }

  @Test
  void separableClassesHaveFiniteWeights() {
    double[] labels = Arrays.stream(rows.columns()[1]).map(x -> x > 0.5 ? 1 : 0).toArray();
    Fit fit = LogisticRegression.fit(new LabelledRows(rows.columns(), labels), C, 2);
    assertThat(fit.weights())
        .containsExactly(
            new double[] {
              -5.325771966716035,
              10.98416130722773,
              -0.13982347419536828,
              -0.22988215722695673,
              -0.1902675634877242,
              0.17115589980375118
            },
            ORACLE);
  }

  @Test
  void collinearColumnsShareTheWeightAndAConstantOneHasNone() {
    double[] constant = new double[400];
    Arrays.fill(constant, 0.25);
    SyntheticRows collinear = rows.with(rows.columns()[1]).with(constant);
    Fit fit =
        LogisticRegression.fit(new LabelledRows(collinear.columns(), collinear.fills()), C, 2);
    assertThat(fit.weights())
        .containsExactly(
            new double[] {
              0.3103109474110849,
              0.5524117292828155,
              -1.2367593036867,
              1.4616638142189067,
              -1.3402987885271789,
              0.8099562093687491,
              0.5524117292828213,
              0
            },
            ORACLE);
  }

  @Test
  void sixteenPositivesOfTwentyThousandAreFitted() {
    SyntheticRows rare = SyntheticRows.of(20_000, 3, 11, -8.5);
    assertThat(rare.positives()).isEqualTo(16);
    assertThat(
            LogisticRegression.fit(new LabelledRows(rare.columns(), rare.fills()), C, 2).weights())
        .containsExactly(
            new double[] {
              -8.09436716247144, 1.3264978574105575, -0.9263757087543096, 1.1982623288478156
            },
            ORACLE);
  }

  @Test
  void thirtyRowsAreFitted() {
    SyntheticRows few = SyntheticRows.of(30, 7, 3, 0);
    assertThat(LogisticRegression.fit(new LabelledRows(few.columns(), few.fills()), C, 2).weights())
        .containsExactly(
            new double[] {
              1.74721913304181,
              0.25287307397724457,
              -0.253842121417862,
              0.1314440500427533,
              -0.8135059276890483,
              0.8222620704963803,
              -1.1217086544674184,
              -0.7609904779397338
            },
            ORACLE);
  }

  @Test
  void weightsHaveTheSameBitsWhateverTheNumberOfThreads() {
    SyntheticRows many = SyntheticRows.of(60_000, 7, 5, -1);
    double[] one =
        LogisticRegression.fit(new LabelledRows(many.columns(), many.fills()), C, 1).weights();
    assertThat(
            LogisticRegression.fit(new LabelledRows(many.columns(), many.fills()), C, 2).weights())
        .isEqualTo(one);
    assertThat(
            LogisticRegression.fit(new LabelledRows(many.columns(), many.fills()), C, 7).weights())
        .isEqualTo(one);
  }

  @Test
  void aMillionRowsEndWhereTheSearchWithoutASampleEnds() {
    SyntheticRows many = SyntheticRows.of(1_000_000, 4, 9, -1);
    Fit fit = LogisticRegression.fit(new LabelledRows(many.columns(), many.fills()), C, 2);
    double[] start = new double[5];
    Newton.Minimum plain =
        Newton.minimise(
            new LogisticObjective(new LabelledRows(many.columns(), many.fills()), C, 2), start);
    assertThat(fit.weights()).containsExactly(plain.weights(), within(1e-9));
    for (int j = 1; j <= 4; j++) {
      assertThat(fit.weights()[j])
          .isCloseTo(SyntheticRows.slope(j), within(4 * fit.standardErrors()[j]));
    }
  }

  @Test
  void trueWeightsLieInTheirIntervalAsOftenAsTheyShould() {
    int covered = 0;
    int seeds = 200;
    int features = 4;
    for (int seed = 0; seed < seeds; seed++) {
      SyntheticRows drawn = SyntheticRows.of(4_000, features, 1_000 + 7_919L * seed, -0.5);
      Fit fit = LogisticRegression.fit(new LabelledRows(drawn.columns(), drawn.fills()), C, 1);
      for (int j = 1; j <= features; j++) {
        double miss = Math.abs(fit.weights()[j] - SyntheticRows.slope(j));
        covered += miss <= 1.959964 * fit.standardErrors()[j] ? 1 : 0;
      }
    }
    assertThat((double) covered / (seeds * features)).isBetween(0.93, 0.97);
  }

  @Test
  void aClassWithoutRowsHasNoOptimum() {
    double[] ones = new double[400];
    Arrays.fill(ones, 1);
    assertThatThrownBy(() -> LogisticRegression.fit(new LabelledRows(rows.columns(), ones), C, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("400");
    assertThatThrownBy(
            () -> LogisticRegression.fit(new LabelledRows(rows.columns(), new double[400]), C, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
