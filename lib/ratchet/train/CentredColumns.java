package ratchet.train;

import java.util.Arrays;

/**
 * Columns (without the constant one) and labels, seen from their means: the sums that least squares
 * needs, each in one pass.
 *
 * @param slopeColumns every column but the first
 * @param means by slope column
 * @param gram {@code XᵀX} of the centred slope columns
 * @param labelProducts {@code Xᵀy} of the centred columns and labels
 */
record CentredColumns(
    double[][] slopeColumns,
    double[] labels,
    double[] means,
    double labelMean,
    double[][] gram,
    double[] labelProducts) {
  static CentredColumns of(double[][] columns, double[] labels, int threads) {
    double[][] slopeColumns = Arrays.copyOfRange(columns, 1, columns.length);
    int size = slopeColumns.length;
    int chunks = OrderedSum.chunks(labels.length);
    double[] sums = OrderedSum.of(chunks, threads, chunk -> sums(slopeColumns, labels, chunk));
    double[] means = new double[size];
    for (int j = 0; j < size; j++) {
      means[j] = sums[j] / labels.length;
    }
    double labelMean = sums[size] / labels.length;
    double[] products =
        OrderedSum.of(
            chunks, threads, chunk -> products(slopeColumns, labels, means, labelMean, chunk));
    return new CentredColumns(
        slopeColumns,
        labels,
        means,
        labelMean,
        BlockProducts.unpack(products, size, size),
        Arrays.copyOf(products, size));
  }

  int rows() {
    return labels.length;
  }

  /** Residual sum of squares, then {@code Xᵀ(Xw - y)}, all centred. */
  double[] residualProducts(double[] slopes, int threads) {
    return OrderedSum.of(
        OrderedSum.chunks(labels.length), threads, chunk -> residualSums(slopes, chunk));
  }

  private static double[] sums(double[][] columns, double[] labels, int chunk) {
    double[] sums = new double[columns.length + 1];
    int end = end(chunk, labels.length);
    for (int j = 0; j <= columns.length; j++) {
      double[] values = j < columns.length ? columns[j] : labels;
      for (int i = chunk * OrderedSum.CHUNK_ROWS; i < end; i++) {
        sums[j] += values[i];
      }
    }
    return sums;
  }

  private static double[] products(
      double[][] columns, double[] labels, double[] means, double labelMean, int chunk) {
    int size = columns.length;
    double[] sums = new double[size + size * (size + 1) / 2];
    double[][] block = new double[size][OrderedSum.BLOCK_ROWS];
    double[] centredLabels = new double[OrderedSum.BLOCK_ROWS];
    int end = end(chunk, labels.length);
    for (int from = chunk * OrderedSum.CHUNK_ROWS; from < end; from += OrderedSum.BLOCK_ROWS) {
      int rows = Math.min(OrderedSum.BLOCK_ROWS, end - from);
      centre(labels, labelMean, from, rows, centredLabels);
      for (int j = 0; j < size; j++) {
        centre(columns[j], means[j], from, rows, block[j]);
      }
      BlockProducts.add(centredLabels, block, 0, 0, rows, sums, 0);
      int at = size;
      for (int j = 0; j < size; j++) {
        BlockProducts.add(block[j], block, j, 0, rows, sums, at);
        at += size - j;
      }
    }
    return sums;
  }

  private double[] residualSums(double[] slopes, int chunk) {
    int size = slopeColumns.length;
    double[] sums = new double[1 + size];
    double[][] block = new double[size][OrderedSum.BLOCK_ROWS];
    double[] residuals = new double[OrderedSum.BLOCK_ROWS];
    int end = end(chunk, labels.length);
    for (int from = chunk * OrderedSum.CHUNK_ROWS; from < end; from += OrderedSum.BLOCK_ROWS) {
      int rows = Math.min(OrderedSum.BLOCK_ROWS, end - from);
      for (int i = 0; i < rows; i++) {
        residuals[i] = labelMean - labels[from + i];
      }
      for (int j = 0; j < size; j++) {
        centre(slopeColumns[j], means[j], from, rows, block[j]);
        for (int i = 0; i < rows; i++) {
          residuals[i] += slopes[j] * block[j][i];
        }
      }
      for (int i = 0; i < rows; i++) {
        sums[0] += residuals[i] * residuals[i];
      }
      BlockProducts.add(residuals, block, 0, 0, rows, sums, 1);
    }
    return sums;
  }

  private static void centre(double[] values, double mean, int from, int rows, double[] centred) {
    for (int i = 0; i < rows; i++) {
      centred[i] = values[from + i] - mean;
    }
  }

  private static int end(int chunk, int rows) {
    return Math.min(rows, (chunk + 1) * OrderedSum.CHUNK_ROWS);
  }
}
