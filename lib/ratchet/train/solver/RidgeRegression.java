package ratchet.train.solver;

import ratchet.model.RefusalException;

/**
 * Least squares with an L2 penalty: the exact minimum of
 *
 * <pre>  Σ_i (y_i - w·x_i)² + λ · Σ_{j>0} w_j²</pre>
 *
 * as in scikit-learn's {@code Ridge(alpha=λ)}; the intercept {@code w_0} is not penalised. Columns
 * and labels are centred on their means: this removes the intercept from the normal equations and
 * keeps them well conditioned. One step of iterative refinement follows. Standard errors are
 * computed from {@code σ²·(XᵀX + λP)⁻¹} with {@code σ² = RSS/(n - p)}, p the number of weights.
 */
public final class RidgeRegression {
  private static final double GRADIENT_TOLERANCE = 1e-8;

  private RidgeRegression() {}

  /**
   * @param rows finite features, the first constant 1; finite labels; more rows than weights
   * @param penalty λ, above 0
   * @param threads at least 1; the weights do not depend on it
   * @throws RefusalException if the normal equations cannot be solved to 1e-8
   */
  public static Fit fit(TrainingRows rows, double penalty, int threads) {
    int weights = rows.featureCount();
    if (rows.rowCount() <= weights) {
      throw new IllegalArgumentException(rows.rowCount() + " rows for " + weights + " weights");
    }
    CentredColumns centred = CentredColumns.of(rows, threads);
    Cholesky factor;
    try {
      factor = Cholesky.of(penalised(centred.gram(), penalty));
    } catch (Cholesky.NotPositiveDefinite e) {
      throw notSolved(Double.NaN);
    }
    double[] slopes = factor.solve(centred.labelProducts());
    Residuals residuals = residuals(centred, slopes, penalty, threads);
    double[] correction = factor.solve(residuals.gradient());
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] -= correction[j];
    }
    residuals = residuals(centred, slopes, penalty, threads);
    if (!(residuals.relativeGradientNorm() <= GRADIENT_TOLERANCE)) {
      throw notSolved(residuals.relativeGradientNorm());
    }
    double variance = residuals.sumOfSquares() / (rows.rowCount() - weights);
    return new Fit(
        weights(centred, slopes),
        standardErrors(centred, factor.inverse(), variance),
        1,
        residuals.relativeGradientNorm());
  }

  private record Residuals(double sumOfSquares, double[] gradient, double relativeGradientNorm) {}

  /** Gradient: {@code Xᵀ(Xw - y) + λw}, half of the objective's. */
  private static Residuals residuals(
      CentredColumns centred, double[] slopes, double penalty, int threads) {
    double[] sums = centred.residualProducts(slopes, threads);
    double[] gradient = new double[slopes.length];
    for (int j = 0; j < slopes.length; j++) {
      gradient[j] = sums[1 + j] + penalty * slopes[j];
    }
    double scale = Newton.norm(centred.labelProducts());
    double norm = Newton.norm(gradient);
    return new Residuals(sums[0], gradient, norm == 0 ? 0 : norm / Math.max(scale, 1e-300));
  }

  private static double[][] penalised(double[][] gram, double penalty) {
    double[][] matrix = new double[gram.length][];
    for (int j = 0; j < gram.length; j++) {
      matrix[j] = gram[j].clone();
      matrix[j][j] += penalty;
    }
    return matrix;
  }

  private static double[] weights(CentredColumns centred, double[] slopes) {
    double[] weights = new double[slopes.length + 1];
    weights[0] = centred.labelMean();
    for (int j = 0; j < slopes.length; j++) {
      weights[j + 1] = slopes[j];
      weights[0] -= slopes[j] * centred.means()[j];
    }
    return weights;
  }

  private static double[] standardErrors(
      CentredColumns centred, double[][] inverse, double variance) {
    double[] means = centred.means();
    double[] errors = new double[means.length + 1];
    double ofMeans = 0;
    for (int j = 0; j < means.length; j++) {
      errors[j + 1] = Math.sqrt(variance * inverse[j][j]);
      for (int k = 0; k < means.length; k++) {
        ofMeans += means[j] * inverse[j][k] * means[k];
      }
    }
    errors[0] = Math.sqrt(variance * (1.0 / centred.rows().rowCount() + ofMeans));
    return errors;
  }

  private static RefusalException notSolved(double relativeGradientNorm) {
    return new RefusalException(
        "not_converged",
        "the normal equations have no solution to 1e-8: relative gradient norm "
            + relativeGradientNorm,
        "look at the rows with --dump: a column or label of extreme values");
  }
}
