package ratchet.train.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import ratchet.model.RefusalException;
import ratchet.statistics.RDataset;
import ratchet.train.SyntheticRows;

/** Expected figures: tests/oracles/cox.R, R's survival package. */
class CoxRegressionTest {
  private static final double[] COEFFICIENTS = {
    0.3403224297247148, -0.3794979570794785, 0.7051235423817190
  };
  private static final double[] ERRORS = {
    0.2464501733986067, 0.2459449165101530, 0.2595881048302633
  };
  private static final double[] LUNG = {
    0.01106676459611864, -0.55261239553183705, 0.46372847511573217
  };
  private static final double[] LUNG_ERRORS = {
    0.009267411014365699, 0.167739053783422271, 0.113577266161371246
  };
  private static final double[] VETERAN = {
    0.193053118039807459,
    -0.034084486366126307,
    0.001723026197296901,
    -0.003882847909576788,
    -0.007764094174233058
  };
  private static final double[] VETERAN_ERRORS = {
    0.186445877428006529,
    0.005341394956008405,
    0.009003360788574805,
    0.009247433915744070,
    0.022152076281400094
  };

  @Test
  void agreesWithCoxphOnTiedTimes() {
    double[][] covariates = covariates();
    Fit fit = CoxRegression.fit(covariates, minutes(), events(), 0);
    assertThat(fit.weights()).containsExactly(COEFFICIENTS, within(1e-6));
    assertThat(fit.standardErrors()).containsExactly(ERRORS, within(1e-6));
    assertThat(fit.relativeGradientNorm()).isLessThanOrEqualTo(1e-8);
  }

  @Test
  void reproducesLung() {
    double[][] lung =
        RDataset.columns(
            "with(na.omit(survival::lung[c('age', 'sex', 'ph.ecog', 'time', 'status')]),"
                + " data.frame(age, sex, ph.ecog, time, status - 1))");
    Fit fit = CoxRegression.fit(Arrays.copyOf(lung, 3), lung[3], lung[4], 0);
    assertThat(fit.weights()).containsExactly(LUNG, within(1e-6));
    assertThat(fit.standardErrors()).containsExactly(LUNG_ERRORS, within(1e-6));
  }

  @Test
  void reproducesVeteran() {
    double[][] veteran =
        RDataset.columns(
            "survival::veteran[c('trt', 'karno', 'diagtime', 'age', 'prior', 'time', 'status')]");
    Fit fit = CoxRegression.fit(Arrays.copyOf(veteran, 5), veteran[5], veteran[6], 0);
    assertThat(fit.weights()).containsExactly(VETERAN, within(1e-6));
    assertThat(fit.standardErrors()).containsExactly(VETERAN_ERRORS, within(1e-6));
  }

  @Test
  void theGradientIsThatOfTheValue() {
    CoxObjective objective = new CoxObjective(covariates(), minutes(), events(), 0.1);
    double[] at = {0.3, -0.2, 0.5};
    double[] gradient = objective.at(at).gradient();
    for (int j = 0; j < at.length; j++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[j] += 1e-5;
      down[j] -= 1e-5;
      double slope = (objective.at(up).value() - objective.at(down).value()) / 2e-5;
      assertThat(gradient[j]).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void aConstantCovariateNeedsThePenalty() {
    double[][] constant = Arrays.copyOf(covariates(), 4);
    constant[3] = new double[minutes().length];
    Arrays.fill(constant[3], 0.25);
    assertThatThrownBy(() -> CoxRegression.fit(constant, minutes(), events(), 0))
        .isInstanceOf(RefusalException.class);
    Fit fit = CoxRegression.fit(constant, minutes(), events(), 0.1);
    assertThat(fit.weights()[3]).isCloseTo(0, within(1e-12));
  }

  private static SyntheticRows drawn() {
    return SyntheticRows.of(300, 5, 21, -0.5);
  }

  private static double[][] covariates() {
    return Arrays.copyOfRange(drawn().columns(), 1, 4);
  }

  /** Whole minutes, so that there are ties. */
  private static double[] minutes() {
    return Arrays.stream(drawn().columns()[5]).map(x -> Math.ceil(60 * x * x)).toArray();
  }

  private static double[] events() {
    return drawn().fills();
  }
}
