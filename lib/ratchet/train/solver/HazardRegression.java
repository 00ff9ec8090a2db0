package ratchet.train.solver;

import java.util.Arrays;

/**
 * A discrete-time hazard: pooled logistic regression over intervals. {@code α_k + β·x} is the
 * log-odds of a stop within interval k, given survival to its start. It is the exact minimum of
 * {@code Σ logloss + ½·λ·‖β‖² + ½·ε·‖α‖²}; intervals with too few stops share a baseline ({@link
 * HazardRows#groups()}).
 *
 * @param baseline α by interval
 * @param coefficients β by covariate
 * @param errors standard errors of β
 * @param fit α by group, then β
 */
public record HazardRegression(double[] baseline, double[] coefficients, double[] errors, Fit fit) {
  /** λ; it corresponds to C = 10. */
  public static final double COEFFICIENT_PENALTY = 0.1;

  /** ε; it keeps a baseline finite if every position at risk stops. */
  public static final double BASELINE_PENALTY = 1e-3;

  /**
   * @param rows with at least one stop
   * @throws ratchet.model.RefusalException when the optimum is not reached
   */
  public static HazardRegression fit(
      HazardRows rows, double coefficientPenalty, double baselinePenalty, int threads) {
    int[] groups = rows.groups();
    HazardObjective objective =
        new HazardObjective(rows, groups, coefficientPenalty, baselinePenalty, threads);
    int baselines = objective.baselines();
    double[] start = new double[baselines + rows.covariates().length];
    Arrays.fill(start, 0, baselines, logOdds(rows));
    Newton.Minimum minimum = Newton.minimise(objective, start);
    double[][] inverse = Cholesky.of(minimum.hessian()).inverse();
    double[] errors = new double[start.length];
    for (int j = 0; j < errors.length; j++) {
      errors[j] = Math.sqrt(inverse[j][j]);
    }
    double[] baseline = new double[rows.intervals()];
    for (int g = 0; g < baselines; g++) {
      Arrays.fill(baseline, groups[g], groups[g + 1], minimum.weights()[g]);
    }
    return new HazardRegression(
        baseline,
        Arrays.copyOfRange(minimum.weights(), baselines, start.length),
        Arrays.copyOfRange(errors, baselines, start.length),
        new Fit(minimum.weights(), errors, minimum.iterations(), minimum.relativeGradientNorm()));
  }

  /** Log-odds of a stop in any interval. */
  private static double logOdds(HazardRows rows) {
    double atRisk = Arrays.stream(rows.survived()).sum() + rows.stops();
    double stops = rows.stops();
    return Math.log(stops / Math.max(atRisk - stops, 1));
  }
}
