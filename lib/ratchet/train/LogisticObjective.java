package ratchet.train;

import java.util.Arrays;

/**
 * {@code C·Σ logloss + ½·Σ w_j²}, the sum of squares over every weight but the first (the
 * intercept), with its gradient and Hessian in one pass over the columns.
 */
final class LogisticObjective implements Objective {
  private final double[][] columns;
  private final double[] labels;
  private final double inversePenalty;
  private final int threads;
  private final double[] labelProducts;

  /**
   * @param columns by feature and row; the first is constant 1
   * @param labels 0 or 1 by row
   * @param inversePenalty C, above 0
   */
  LogisticObjective(double[][] columns, double[] labels, double inversePenalty, int threads) {
    this.columns = columns;
    this.labels = labels;
    this.inversePenalty = inversePenalty;
    this.threads = threads;
    this.labelProducts =
        OrderedSum.of(OrderedSum.chunks(labels.length), threads, this::labelProducts);
  }

  /** Rows whose label is 1. */
  double positives() {
    return labelProducts[0];
  }

  /** {@code ‖C·Xᵀy‖}: at the optimum it equals {@code ‖C·Xᵀp + w‖}. */
  @Override
  public double gradientScale() {
    return inversePenalty * Newton.norm(labelProducts);
  }

  @Override
  public Point at(double[] weights) {
    int size = columns.length;
    double[] sums =
        OrderedSum.of(
            OrderedSum.chunks(labels.length), threads, chunk -> derivatives(weights, chunk));
    double value = inversePenalty * sums[0];
    double[] gradient = new double[size];
    double[][] hessian = BlockProducts.unpack(sums, 1 + size, size);
    for (int j = 0; j < size; j++) {
      gradient[j] = inversePenalty * (sums[1 + j] - labelProducts[j]);
      for (int k = 0; k < size; k++) {
        hessian[j][k] *= inversePenalty;
      }
      if (j > 0) {
        value += 0.5 * weights[j] * weights[j];
        gradient[j] += weights[j];
        hessian[j][j] += 1;
      }
    }
    return new Point(value, gradient, hessian);
  }

  private double[] labelProducts(int chunk) {
    double[] sums = new double[columns.length];
    double[] factor = new double[OrderedSum.BLOCK_ROWS];
    int end = Math.min(labels.length, (chunk + 1) * OrderedSum.CHUNK_ROWS);
    for (int from = chunk * OrderedSum.CHUNK_ROWS; from < end; from += OrderedSum.BLOCK_ROWS) {
      int rows = Math.min(OrderedSum.BLOCK_ROWS, end - from);
      System.arraycopy(labels, from, factor, 0, rows);
      BlockProducts.add(factor, columns, 0, from, rows, sums, 0);
    }
    return sums;
  }

  /** Of one chunk: log loss, then Xᵀp, then the upper triangle of Xᵀ·p(1-p)·X row by row. */
  private double[] derivatives(double[] weights, int chunk) {
    int size = columns.length;
    double[] sums = new double[1 + size + size * (size + 1) / 2];
    double[] probabilities = new double[OrderedSum.BLOCK_ROWS];
    double[] curvatures = new double[OrderedSum.BLOCK_ROWS];
    double[] products = new double[OrderedSum.BLOCK_ROWS];
    int end = Math.min(labels.length, (chunk + 1) * OrderedSum.CHUNK_ROWS);
    for (int from = chunk * OrderedSum.CHUNK_ROWS; from < end; from += OrderedSum.BLOCK_ROWS) {
      int rows = Math.min(OrderedSum.BLOCK_ROWS, end - from);
      logOdds(weights, from, rows, probabilities);
      sums[0] += losses(from, rows, probabilities, curvatures);
      BlockProducts.add(probabilities, columns, 0, from, rows, sums, 1);
      int at = 1 + size;
      for (int j = 0; j < size; j++) {
        multiply(curvatures, columns[j], from, rows, products);
        BlockProducts.add(products, columns, j, from, rows, sums, at);
        at += size - j;
      }
    }
    return sums;
  }

  private void logOdds(double[] weights, int from, int rows, double[] logOdds) {
    Arrays.fill(logOdds, 0, rows, 0);
    for (int j = 0; j < columns.length; j++) {
      double weight = weights[j];
      double[] column = columns[j];
      for (int i = 0; i < rows; i++) {
        logOdds[i] += weight * column[from + i];
      }
    }
  }

  /**
   * Turns the log-odds into probabilities, writes p(1-p), and returns the block's log loss.
   *
   * <p>With e = exp(-|z|) all of them are exact in both tails. The factors 1 + e are multiplied and
   * their logarithm taken once: at most 2 each, 512 of them stay far below the largest double.
   */
  private double losses(int from, int rows, double[] logOdds, double[] curvatures) {
    double loss = 0;
    double product = 1;
    for (int i = 0; i < rows; i++) {
      double z = logOdds[i];
      double e = Math.exp(-Math.abs(z));
      double larger = 1 / (1 + e);
      loss += Math.max(z, 0) - labels[from + i] * z;
      product *= 1 + e;
      logOdds[i] = z >= 0 ? larger : e * larger;
      curvatures[i] = e * larger * larger;
    }
    return loss + Math.log(product);
  }

  private static void multiply(
      double[] factor, double[] column, int from, int rows, double[] products) {
    for (int i = 0; i < rows; i++) {
      products[i] = factor[i] * column[from + i];
    }
  }
}
