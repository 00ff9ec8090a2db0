package ratchet.features;

import java.util.List;
import ratchet.model.SurvivalModel;

/** The predictions of a fitted hazard for one position. */
public final class HazardCurve {
  private HazardCurve() {}

  /** {@code β·x}: higher for positions that should stop sooner; the same in every interval. */
  public static double risk(SurvivalModel.HazardModel hazard, double[] covariates) {
    List<Double> coefficients = hazard.coefficients();
    double sum = 0;
    for (int j = 0; j < covariates.length; j++) {
      sum += coefficients.get(j) * covariates[j];
    }
    return sum;
  }

  /** By interval, the probability of surviving to its end. */
  public static double[] survival(SurvivalModel.HazardModel hazard, double[] covariates) {
    double risk = risk(hazard, covariates);
    double[] survival = new double[hazard.baseline().size()];
    double left = 1;
    for (int k = 0; k < survival.length; k++) {
      left *= 1 - Scorer.sigmoid(hazard.baseline().get(k) + risk);
      survival[k] = left;
    }
    return survival;
  }
}
