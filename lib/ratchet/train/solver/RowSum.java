package ratchet.train.solver;

import java.io.Serializable;

/** A vector that adds up over rows. It is sent to where the rows are, so it holds values alone. */
public interface RowSum extends Serializable {
  /**
   * The sum over some of the rows.
   *
   * @param from the first of them
   * @param end one past the last of them
   * @return as long for any rows of these columns
   */
  double[] over(LabelledRows rows, int from, int end);
}
