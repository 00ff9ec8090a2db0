package ratchet.train.solver;

/**
 * The Cholesky factor of a symmetric positive definite matrix of a few dozen rows, to solve linear
 * equations and to invert the matrix. Immutable.
 */
final class Cholesky {
  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * @param matrix symmetric; only its lower triangle is read; it is not changed
   * @throws NotPositiveDefinite if a pivot is not above 0, or NaN
   */
  static Cholesky of(double[][] matrix) {
    int size = matrix.length;
    double[][] lower = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column <= row; column++) {
        double rest = matrix[row][column];
        for (int k = 0; k < column; k++) {
          rest -= lower[row][k] * lower[column][k];
        }
        if (row != column) {
          lower[row][column] = rest / lower[column][column];
        } else if (rest > 0) {
          lower[row][row] = Math.sqrt(rest);
        } else {
          throw new NotPositiveDefinite(row, rest);
        }
      }
    }
    return new Cholesky(lower);
  }

  /** The vector x with matrix·x = right. */
  double[] solve(double[] right) {
    int size = lower.length;
    double[] x = right.clone();
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < row; k++) {
        x[row] -= lower[row][k] * x[k];
      }
      x[row] /= lower[row][row];
    }
    for (int row = size - 1; row >= 0; row--) {
      for (int k = row + 1; k < size; k++) {
        x[row] -= lower[k][row] * x[k];
      }
      x[row] /= lower[row][row];
    }
    return x;
  }

  /** The inverse of the matrix, column by column. */
  double[][] inverse() {
    int size = lower.length;
    double[][] inverse = new double[size][];
    for (int column = 0; column < size; column++) {
      double[] unit = new double[size];
      unit[column] = 1;
      inverse[column] = solve(unit);
    }
    return inverse;
  }

  /** The matrix has no factor: its columns depend on each other, or it contains NaN. */
  static final class NotPositiveDefinite extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    NotPositiveDefinite(int row, double pivot) {
      super("pivot " + row + " is " + pivot);
    }
  }
}
