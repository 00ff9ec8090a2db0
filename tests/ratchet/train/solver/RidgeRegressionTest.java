package ratchet.train.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import ratchet.train.SyntheticRows;

/** Expected weights: tests/oracles/solvers.py (scikit-learn's Ridge with alpha 5). */
class RidgeRegressionTest {
  private static final Offset<Double> ORACLE = within(1e-6);
  private static final double PENALTY = 5;

  private final SyntheticRows rows = SyntheticRows.of(400, 5, 7, -0.5);

  @Test
  void agreesWithScikitLearn() {
    Fit fit = RidgeRegression.fit(new LabelledRows(rows.columns(), rows.slips()), PENALTY, 2);
    assertThat(fit.weights())
        .containsExactly(
            new double[] {
              17.600681444153356,
              9.940254863769708,
              -7.6497193240211026,
              12.983351469745653,
              -10.086300388553479,
              13.794466557780265
            },
            ORACLE);
    assertThat(fit.relativeGradientNorm()).isLessThanOrEqualTo(1e-8);
  }

  @Test
  void collinearColumnsShareTheWeightAndAConstantOneHasNone() {
    double[] constant = new double[400];
    Arrays.fill(constant, 0.25);
    SyntheticRows collinear = rows.with(rows.columns()[1]).with(constant);
    assertThat(
            RidgeRegression.fit(
                    new LabelledRows(collinear.columns(), collinear.slips()), PENALTY, 2)
                .weights())
        .containsExactly(
            new double[] {
              17.21574484192406,
              5.33712788128821,
              -7.651970331908609,
              13.0032564491304,
              -10.088889375446758,
              13.819336313989748,
              5.337127881288147,
              0
            },
            ORACLE);
  }

  @Test
  void thirtyRowsAreFitted() {
    SyntheticRows few = SyntheticRows.of(30, 7, 3, 0);
    assertThat(
            RidgeRegression.fit(new LabelledRows(few.columns(), few.slips()), PENALTY, 2).weights())
        .containsExactly(
            new double[] {
              30.001499607365695,
              8.06002732166991,
              -2.4008017775644213,
              7.354229003819574,
              -1.0917137166184845,
              1.1374898503572701,
              -8.222221591672204,
              2.884408808886908
            },
            ORACLE);
  }

  @Test
  void aConstantLabelIsTheInterceptAlone() {
    double[] constant = new double[400];
    Arrays.fill(constant, 40);
    assertThat(
            RidgeRegression.fit(new LabelledRows(rows.columns(), constant), PENALTY, 2).weights())
        .containsExactly(new double[] {40, 0, 0, 0, 0, 0}, within(1e-12));
  }

  @Test
  void labelsFarFromZeroKeepTheirSlopes() {
    double[] shifted = Arrays.stream(rows.slips()).map(slip -> slip + 1e9).toArray();
    double[] plain =
        RidgeRegression.fit(new LabelledRows(rows.columns(), rows.slips()), PENALTY, 2).weights();
    double[] weights =
        RidgeRegression.fit(new LabelledRows(rows.columns(), shifted), PENALTY, 2).weights();
    for (int j = 1; j < weights.length; j++) {
      assertThat(weights[j]).isCloseTo(plain[j], within(1e-5));
    }
    assertThat(weights[0] - 1e9).isCloseTo(plain[0], within(1e-5));
  }

  @Test
  void weightsHaveTheSameBitsWhateverTheNumberOfThreads() {
    SyntheticRows many = SyntheticRows.of(60_000, 7, 5, -1);
    double[] one =
        RidgeRegression.fit(new LabelledRows(many.columns(), many.slips()), PENALTY, 1).weights();
    assertThat(
            RidgeRegression.fit(new LabelledRows(many.columns(), many.slips()), PENALTY, 2)
                .weights())
        .isEqualTo(one);
    assertThat(
            RidgeRegression.fit(new LabelledRows(many.columns(), many.slips()), PENALTY, 7)
                .weights())
        .isEqualTo(one);
  }

  @Test
  void trueWeightsLieInTheirIntervalAsOftenAsTheyShould() {
    int covered = 0;
    int seeds = 200;
    int features = 4;
    for (int seed = 0; seed < seeds; seed++) {
      SyntheticRows drawn = SyntheticRows.of(4_000, features, 1_000 + 7_919L * seed, -0.5);
      Fit fit = RidgeRegression.fit(new LabelledRows(drawn.columns(), drawn.slips()), PENALTY, 1);
      for (int j = 1; j <= features; j++) {
        double miss = Math.abs(fit.weights()[j] - 10 * SyntheticRows.slope(j));
        covered += miss <= 1.959964 * fit.standardErrors()[j] ? 1 : 0;
      }
    }
    assertThat((double) covered / (seeds * features)).isBetween(0.93, 0.97);
  }
}
