package ratchet.train.solver;

/**
 * Logistic regression with an L2 penalty: the exact minimum of
 *
 * <pre>  C · Σ_i log(1 + exp(-s_i · w·x_i)) + ½ · Σ_{j>0} w_j²,   s_i = +1 or -1</pre>
 *
 * as scikit-learn's {@code LogisticRegression(C=…)} states it; the intercept {@code w_0} is not
 * penalised. The penalty keeps the minimum finite for separable classes and unique for constant or
 * collinear columns. Standard errors are the square roots of the diagonal of {@code (XᵀVX +
 * P/C)⁻¹}, with V the variances p(1-p) and P the penalty's identity without its first entry.
 */
public final class LogisticRegression {
  private static final int SAMPLE_FROM_ROWS = 200_000;
  private static final int SAMPLE_ROWS = 32_768;

  private LogisticRegression() {}

  /**
   * @param rows by feature, finite, the first constant 1; labels 0 or 1 by row, both present
   * @param inversePenalty C, above 0
   * @param threads at least 1; the weights do not depend on it
   * @throws ratchet.model.RefusalException when the optimum is not reached
   * @throws IllegalArgumentException when a class has no row: there is no finite optimum
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
   * Of many rows, the optimum of every n-th: a few steps nearer than the intercept alone, for a few
   * percent of the work. It changes where the search starts, not where it ends. Empty where it does
   * not pay or cannot be had.
   */
  private static double[] start(TrainingRows rows, double inversePenalty, int threads) {
    if (rows.rowCount() < SAMPLE_FROM_ROWS) {
      return new double[0];
    }
    int stride = Math.toIntExact(rows.rowCount() / SAMPLE_ROWS);
    LabelledRows sample = rows.everyNth(stride);
    long positives = sample.positives();
    // with few of one class the sample's optimum is no better a start than the intercept
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
