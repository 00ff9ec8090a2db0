package ratchet.train.solver;

/**
 * Cox's proportional hazards (1972): the exact minimum of the negative log partial likelihood, with
 * Efron's correction for ties (1977), plus {@code ½·λ·‖β‖²}. The baseline hazard may be any
 * function of time, so the coefficients can check those of a hazard with a baseline by interval.
 */
public final class CoxRegression {
  private CoxRegression() {}

  /**
   * @param covariates by covariate, then by row; finite
   * @param times any unit, from 0
   * @param events 1 for an event, 0 for a censored row; at least one event
   * @param penalty λ; 0 for the plain partial likelihood, which has no optimum where a covariate is
   *     constant or separates the events
   * @return coefficients without an intercept, and their standard errors
   * @throws ratchet.model.RefusalException when the optimum is not reached
   */
  public static Fit fit(double[][] covariates, double[] times, double[] events, double penalty) {
    CoxObjective objective = new CoxObjective(covariates, times, events, penalty);
    Newton.Minimum minimum = Newton.minimise(objective, new double[covariates.length]);
    double[][] inverse = Cholesky.of(minimum.hessian()).inverse();
    double[] errors = new double[covariates.length];
    for (int j = 0; j < errors.length; j++) {
      errors[j] = Math.sqrt(inverse[j][j]);
    }
    return new Fit(minimum.weights(), errors, minimum.iterations(), minimum.relativeGradientNorm());
  }
}
