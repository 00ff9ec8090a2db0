package ratchet.train.solver;

/**
 * The rows that a fit uses: they carry one label. They lie in this process ({@link LabelledRows}),
 * or on the executors of a cluster. A fit asks for sums over them, and never for a row.
 */
public interface TrainingRows {
  long rowCount();

  /** Weights of a model of these rows: one for each feature, the intercept included. */
  int featureCount();

  /** Rows whose label is 1. */
  long positives();

  /** Whether all rows have the same label. Without rows they do. */
  boolean haveOneLabel();

  /** The label of one of the rows, which has any; of all where {@link #haveOneLabel()}. */
  double anyLabel();

  /**
   * The sum of a part over all rows. It has the same bits each time, whatever the number of
   * threads.
   *
   * @param threads of this process, at least 1
   */
  double[] sum(RowSum part, int threads);

  /** The labels, in the order of {@link #dots}. */
  double[] labelVector();

  /** The inner product of the weights with each row's features. */
  double[] dots(double[] weights);

  /** Every n-th row, in this process. */
  LabelledRows everyNth(int stride);

  /** The same rows, laid out for many passes by a {@link RowSum} that needs them adjacent. */
  TrainingRows adjacent();

  /**
   * The rows themselves, for what is not a sum over them.
   *
   * @throws UnsupportedOperationException where they are not in this process
   */
  LabelledRows local();
}
