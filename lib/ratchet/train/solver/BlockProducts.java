package ratchet.train.solver;

/**
 * Inner products over one block of rows. Four columns are summed side by side, because the
 * processor can add four independent sums at the same time.
 */
final class BlockProducts {
  private static final int ABREAST = 4;

  private BlockProducts() {}

  /**
   * Adds to {@code sums[at + k]} the inner product of {@code factor} with column {@code first + k},
   * for every column from {@code first} on.
   *
   * @param factor values of the block's rows
   * @param offset where the block starts within the columns
   * @param rows of the block
   */
  static void add(
      double[] factor, double[][] columns, int first, int offset, int rows, double[] sums, int at) {
    if (columns.length < ABREAST) {
      for (int column = first; column < columns.length; column++) {
        sums[at + column - first] += one(factor, columns[column], offset, rows);
      }
      return;
    }
    for (int column = first; column < columns.length; column += ABREAST) {
      // the last step also takes four columns: summing some twice costs less than summing one alone
      int start = Math.min(column, columns.length - ABREAST);
      addFour(
          factor,
          columns[start],
          columns[start + 1],
          columns[start + 2],
          columns[start + 3],
          offset,
          rows,
          sums,
          at + start - first,
          column - start);
    }
  }

  /**
   * @param skipped number of the four columns that are not added to the sums
   */
  private static void addFour(
      double[] factor,
      double[] a,
      double[] b,
      double[] c,
      double[] d,
      int offset,
      int rows,
      double[] sums,
      int to,
      int skipped) {
    double a0 = 0;
    double a1 = 0;
    double b0 = 0;
    double b1 = 0;
    double c0 = 0;
    double c1 = 0;
    double d0 = 0;
    double d1 = 0;
    int row = 0;
    for (; row + 2 <= rows; row += 2) {
      double first = factor[row];
      double second = factor[row + 1];
      int at = offset + row;
      a0 += first * a[at];
      a1 += second * a[at + 1];
      b0 += first * b[at];
      b1 += second * b[at + 1];
      c0 += first * c[at];
      c1 += second * c[at + 1];
      d0 += first * d[at];
      d1 += second * d[at + 1];
    }
    if (row < rows) {
      double last = factor[row];
      a0 += last * a[offset + row];
      b0 += last * b[offset + row];
      c0 += last * c[offset + row];
      d0 += last * d[offset + row];
    }
    if (skipped < 1) {
      sums[to] += a0 + a1;
    }
    if (skipped < 2) {
      sums[to + 1] += b0 + b1;
    }
    if (skipped < 3) {
      sums[to + 2] += c0 + c1;
    }
    sums[to + 3] += d0 + d1;
  }

  private static double one(double[] factor, double[] column, int offset, int rows) {
    double even = 0;
    double odd = 0;
    int row = 0;
    for (; row + 2 <= rows; row += 2) {
      even += factor[row] * column[offset + row];
      odd += factor[row + 1] * column[offset + row + 1];
    }
    if (row < rows) {
      even += factor[row] * column[offset + row];
    }
    return even + odd;
  }

  /**
   * The symmetric matrix whose upper triangle lies row by row in {@code packed} from {@code at} on.
   */
  static double[][] unpack(double[] packed, int at, int size) {
    double[][] matrix = new double[size][size];
    int next = at;
    for (int row = 0; row < size; row++) {
      for (int column = row; column < size; column++) {
        matrix[row][column] = packed[next];
        matrix[column][row] = packed[next];
        next++;
      }
    }
    return matrix;
  }
}
