package ratchet.train.solver;

import java.util.Arrays;

/**
 * The sums for least squares over columns (without the constant one) and labels minus their means;
 * each sum takes one pass.
 *
 * @param rows the rows with all columns
 * @param means by slope column
 * @param gram {@code XᵀX} of the centred slope columns
 * @param labelProducts {@code Xᵀy} of the centred columns and labels
 */
record CentredColumns(
    TrainingRows rows, double[] means, double labelMean, double[][] gram, double[] labelProducts) {
  static CentredColumns of(TrainingRows rows, int threads) {
    int size = rows.featureCount() - 1;
    double[] sums = rows.sum(new Sums(), threads);
    double[] means = new double[size];
    for (int j = 0; j < size; j++) {
      means[j] = sums[j] / rows.rowCount();
    }
    double labelMean = sums[size] / rows.rowCount();
    double[] products = rows.sum(new Products(means, labelMean), threads);
    return new CentredColumns(
        rows,
        means,
        labelMean,
        BlockProducts.unpack(products, size, size),
        Arrays.copyOf(products, size));
  }

  /** Residual sum of squares, then {@code Xᵀ(Xw - y)}, all centred. */
  double[] residualProducts(double[] slopes, int threads) {
    return rows.sum(new ResidualSums(means, labelMean, slopes), threads);
  }

  private static double[][] slopeColumns(LabelledRows rows) {
    return Arrays.copyOfRange(rows.columns(), 1, rows.columns().length);
  }

  /** Sum of each slope column, then of the labels. */
  private record Sums() implements RowSum {
    @Override
    public double[] over(LabelledRows rows, int from, int end) {
      double[][] columns = slopeColumns(rows);
      double[] sums = new double[columns.length + 1];
      for (int j = 0; j < columns.length; j++) {
        sums[j] = sum(columns[j], rows.places(), from, end);
      }
      sums[columns.length] = sum(rows.labels(), rows.places(), from, end);
      return sums;
    }
  }

  private static double sum(double[] column, int[] places, int from, int end) {
    double sum = 0;
    for (int i = from; i < end; i++) {
      sum += column[places[i]];
    }
    return sum;
  }

  /** {@code Xᵀy}, then the upper triangle of {@code XᵀX} row by row, all centred. */
  private record Products(double[] means, double labelMean) implements RowSum {
    @Override
    public double[] over(LabelledRows rows, int from, int end) {
      double[][] columns = slopeColumns(rows);
      int width = columns.length;
      double[] sums = new double[width + width * (width + 1) / 2];
      double[][] block = new double[width][OrderedSum.BLOCK_ROWS];
      double[] centredLabels = new double[OrderedSum.BLOCK_ROWS];
      for (int row = from; row < end; row += OrderedSum.BLOCK_ROWS) {
        int size = Math.min(OrderedSum.BLOCK_ROWS, end - row);
        centre(rows.labels(), rows.places(), row, size, labelMean, centredLabels);
        centre(columns, rows.places(), row, size, means, block);
        addProducts(centredLabels, block, size, sums);
      }
      return sums;
    }
  }

  private static void addProducts(
      double[] centredLabels, double[][] block, int size, double[] sums) {
    BlockProducts.add(centredLabels, block, 0, 0, size, sums, 0);
    int at = block.length;
    for (int j = 0; j < block.length; j++) {
      BlockProducts.add(block[j], block, j, 0, size, sums, at);
      at += block.length - j;
    }
  }

  /** Residual sum of squares, then {@code Xᵀ(Xw - y)}, all centred. */
  private record ResidualSums(double[] means, double labelMean, double[] slopes) implements RowSum {
    @Override
    public double[] over(LabelledRows rows, int from, int end) {
      double[][] columns = slopeColumns(rows);
      double[] sums = new double[1 + columns.length];
      double[][] block = new double[columns.length][OrderedSum.BLOCK_ROWS];
      double[] residuals = new double[OrderedSum.BLOCK_ROWS];
      for (int row = from; row < end; row += OrderedSum.BLOCK_ROWS) {
        int size = Math.min(OrderedSum.BLOCK_ROWS, end - row);
        centre(columns, rows.places(), row, size, means, block);
        offLabels(rows, labelMean, row, size, residuals);
        addFitted(slopes, block, size, residuals);
        sums[0] = plusSquares(sums[0], residuals, size);
        BlockProducts.add(residuals, block, 0, 0, size, sums, 1);
      }
      return sums;
    }
  }

  private static void offLabels(
      LabelledRows rows, double mean, int from, int size, double[] residuals) {
    for (int i = 0; i < size; i++) {
      residuals[i] = mean - rows.label(from + i);
    }
  }

  private static void addFitted(double[] slopes, double[][] block, int size, double[] residuals) {
    for (int j = 0; j < slopes.length; j++) {
      double slope = slopes[j];
      double[] column = block[j];
      for (int i = 0; i < size; i++) {
        residuals[i] += slope * column[i];
      }
    }
  }

  private static double plusSquares(double sum, double[] values, int size) {
    double squares = sum;
    for (int i = 0; i < size; i++) {
      squares += values[i] * values[i];
    }
    return squares;
  }

  private static void centre(
      double[][] columns, int[] places, int from, int size, double[] means, double[][] block) {
    for (int j = 0; j < columns.length; j++) {
      centre(columns[j], places, from, size, means[j], block[j]);
    }
  }

  private static void centre(
      double[] column, int[] places, int from, int size, double mean, double[] centred) {
    for (int i = 0; i < size; i++) {
      centred[i] = column[places[from + i]] - mean;
    }
  }
}
