package ratchet.train.solver;

import java.util.Arrays;

/**
 * Columns (without the constant one) and labels, seen from their means: the sums that least squares
 * needs, each in one pass.
 *
 * @param rows with all columns
 * @param slopeColumns every column but the first
 * @param means by slope column
 * @param gram {@code XᵀX} of the centred slope columns
 * @param labelProducts {@code Xᵀy} of the centred columns and labels
 */
record CentredColumns(
    LabelledRows rows,
    double[][] slopeColumns,
    double[] means,
    double labelMean,
    double[][] gram,
    double[] labelProducts) {
  static CentredColumns of(LabelledRows rows, int threads) {
    double[][] slopeColumns = Arrays.copyOfRange(rows.columns(), 1, rows.columns().length);
    int size = slopeColumns.length;
    int chunks = OrderedSum.chunks(rows.size());
    double[] sums = OrderedSum.of(chunks, threads, chunk -> sums(rows, slopeColumns, chunk));
    double[] means = new double[size];
    for (int j = 0; j < size; j++) {
      means[j] = sums[j] / rows.size();
    }
    double labelMean = sums[size] / rows.size();
    double[] products =
        OrderedSum.of(
            chunks, threads, chunk -> products(rows, slopeColumns, means, labelMean, chunk));
    return new CentredColumns(
        rows,
        slopeColumns,
        means,
        labelMean,
        BlockProducts.unpack(products, size, size),
        Arrays.copyOf(products, size));
  }

  /** Residual sum of squares, then {@code Xᵀ(Xw - y)}, all centred. */
  double[] residualProducts(double[] slopes, int threads) {
    return OrderedSum.of(
        OrderedSum.chunks(rows.size()), threads, chunk -> residualSums(slopes, chunk));
  }

  private static double[] sums(LabelledRows rows, double[][] columns, int chunk) {
    double[] sums = new double[columns.length + 1];
    int from = OrderedSum.start(chunk);
    int end = OrderedSum.end(chunk, rows.size());
    for (int j = 0; j < columns.length; j++) {
      sums[j] = sum(columns[j], rows.places(), from, end);
    }
    sums[columns.length] = sum(rows.labels(), rows.places(), from, end);
    return sums;
  }

  private static double sum(double[] column, int[] places, int from, int end) {
    double sum = 0;
    for (int i = from; i < end; i++) {
      sum += column[places[i]];
    }
    return sum;
  }

  private static double[] products(
      LabelledRows rows, double[][] columns, double[] means, double labelMean, int chunk) {
    int width = columns.length;
    double[] sums = new double[width + width * (width + 1) / 2];
    double[][] block = new double[width][OrderedSum.BLOCK_ROWS];
    double[] centredLabels = new double[OrderedSum.BLOCK_ROWS];
    int end = OrderedSum.end(chunk, rows.size());
    for (int from = OrderedSum.start(chunk); from < end; from += OrderedSum.BLOCK_ROWS) {
      int size = Math.min(OrderedSum.BLOCK_ROWS, end - from);
      centre(rows.labels(), rows.places(), from, size, labelMean, centredLabels);
      centre(columns, rows.places(), from, size, means, block);
      addProducts(centredLabels, block, size, sums);
    }
    return sums;
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

  private double[] residualSums(double[] slopes, int chunk) {
    int width = slopeColumns.length;
    double[] sums = new double[1 + width];
    double[][] block = new double[width][OrderedSum.BLOCK_ROWS];
    double[] residuals = new double[OrderedSum.BLOCK_ROWS];
    int end = OrderedSum.end(chunk, rows.size());
    for (int from = OrderedSum.start(chunk); from < end; from += OrderedSum.BLOCK_ROWS) {
      int size = Math.min(OrderedSum.BLOCK_ROWS, end - from);
      centre(slopeColumns, rows.places(), from, size, means, block);
      offLabels(rows, labelMean, from, size, residuals);
      addFitted(slopes, block, size, residuals);
      sums[0] = plusSquares(sums[0], residuals, size);
      BlockProducts.add(residuals, block, 0, 0, size, sums, 1);
    }
    return sums;
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
