package ratchet.train.solver;

/**
 * The rows of a fit, all with the same label column. They are in this process ({@link
 * LabelledRows}) or on the executors of a cluster. A fit reads sums over rows, not single rows.
 */
public interface TrainingRows {
  long rowCount();

  /** Number of features, including the constant one of the intercept. */
  int featureCount();

  /** Number of rows with label 1. */
  long positives();

  /** Whether all rows have the same label; true without rows. */
  boolean haveOneLabel();

  /** The label of some row; at least one row must exist. */
  double anyLabel();

  /**
   * The sum of a part over all rows; it has the same bits with any number of threads.
   *
   * @param threads number of threads in this process, at least 1
   */
  double[] sum(RowSum part, int threads);

  /** The labels in the order of {@link #dots}. */
  double[] labelVector();

  /** The inner product of the weights with each row's features. */
  double[] dots(double[] weights);

  /** Every n-th row, in this process. */
  LabelledRows everyNth(int stride);

  /** The same rows with consecutive places, for a {@link RowSum} that requires it. */
  TrainingRows adjacent();

  /**
   * The rows themselves, for computations that are not sums.
   *
   * @throws UnsupportedOperationException if they are not in this process
   */
  LabelledRows local();
}
