package ratchet.train.solver;

import java.io.Serializable;

/**
 * A function whose vectors add up over rows. It is sent to the executors that have the rows, so its
 * fields must be serialisable.
 */
public interface RowSum extends Serializable {
  /**
   * The sum over a range of rows.
   *
   * @param from first row
   * @param end one past the last row
   * @return a vector whose length does not depend on the range
   */
  double[] over(LabelledRows rows, int from, int end);
}
