package ratchet.train.solver;

/**
 * Logistic regression with an L2 penalty: the exact minimum of
 *
 * <pre>  C · Σ_i log(1 + exp(-s_i · w·x_i)) + ½ · Σ_{j>0} w_j²,   s_i = +1 or -1</pre>
 *
 * as in scikit-learn's {@code LogisticRegression(C=…)}; the intercept {@code w_0} is not penalised.
 * The penalty keeps the minimum finite for separable classes and unique for constant or collinear
 * columns. Standard errors are the square roots of the diagonal of {@code (XᵀVX + P/C)⁻¹}, with V
 * the diagonal matrix of p(1-p) and P the identity matrix with 0 as its first entry.
 */
public final class LogisticRegression {
  private static final int SAMPLE_FROM_ROWS = 200_000;
  private static final int SAMPLE_ROWS = 32_768;

  private LogisticRegression() {}

  /**
   * @param rows finite features, the first constant 1; labels 0 or 1, both present
   * @param inversePenalty C, above 0
   * @param threads at least 1; the weights do not depend on it
   * @throws ratchet.model.RefusalException when the optimum is not reached
   * @throws IllegalArgumentException if a class has no row, because there is no finite optimum
   */
  public static Fit fit(TrainingRows rows, double inversePenalty, int threads) {
    LogisticObjective objective = new LogisticObjective(rows, inversePenalty, threads);
    double positives = objective.positives();
    if (!(positives > 0 && positives < rows.rowCount())) {
      throw new IllegalArgumentException(
          "both classes must be present: "
              + positives
              + " of "
              + rows.rowCount()
              + " are positive");
    }
    double[] start = start(rows, inversePenalty, threads);
    if (start.length == 0) {
      start = new double[rows.featureCount()];
      start[0] = Math.log(positives / (rows.rowCount() - positives));
    }
    Newton.Minimum minimum = Newton.minimise(objective, start);
    return new Fit(
        minimum.weights(),
        standardErrors(minimum.hessian(), inversePenalty),
        minimum.iterations(),
        minimum.relativeGradientNorm());
  }

  /**
   * The start of the search. With many rows it is the optimum of every n-th row, which saves a few
   * Newton steps for a few percent of the work and does not change the result. Empty if there are
   * too few rows, or this optimum does not exist.
   */
  private static double[] start(TrainingRows rows, double inversePenalty, int threads) {
    if (rows.rowCount() < SAMPLE_FROM_ROWS) {
      return new double[0];
    }
    int stride = Math.toIntExact(rows.rowCount() / SAMPLE_ROWS);
    LabelledRows sample = rows.everyNth(stride);
    long positives = sample.positives();
    // with few rows of a class, the sample's optimum is not a better start than the intercept
    if (Math.min(positives, sample.size() - positives) < 20L * rows.featureCount()) {
      return new double[0];
    }
    return fit(sample, inversePenalty * stride, threads).weights();
  }

  private static double[] standardErrors(double[][] hessian, double inversePenalty) {
    double[][] inverse = Cholesky.of(hessian).inverse();
    double[] errors = new double[hessian.length];
    for (int j = 0; j < errors.length; j++) {
      errors[j] = Math.sqrt(inversePenalty * inverse[j][j]);
    }
    return errors;
  }
}
