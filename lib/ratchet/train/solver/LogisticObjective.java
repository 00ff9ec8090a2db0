package ratchet.train.solver;

import java.util.Arrays;

/**
 * {@code C·Σ logloss + ½·Σ w_j²}, the sum of squares over every weight but the first (the
 * intercept), with its gradient and Hessian in one pass over the columns.
 */
final class LogisticObjective implements Objective {
  private final double[][] columns;
  private final double[] labels;
  private final int first;
  private final int rows;
  private final double inversePenalty;
  private final int threads;
  private final double[] labelProducts;

  /**
   * @param rows whose first column is constant 1 and whose labels are 0 or 1; copied unless they
   *     are adjacent
   * @param inversePenalty C, above 0
   */
  LogisticObjective(LabelledRows rows, double inversePenalty, int threads) {
    LabelledRows adjacent = rows.areAdjacent() ? rows : rows.copy();
    this.columns = adjacent.columns();
    this.labels = adjacent.labels();
    this.first = rows.size() == 0 ? 0 : adjacent.places()[0];
    this.rows = rows.size();
    this.inversePenalty = inversePenalty;
    this.threads = threads;
    this.labelProducts = OrderedSum.of(OrderedSum.chunks(this.rows), threads, this::labelProducts);
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
        OrderedSum.of(OrderedSum.chunks(rows), threads, chunk -> derivatives(weights, chunk));
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
    int end = first + OrderedSum.end(chunk, rows);
    for (int from = first + OrderedSum.start(chunk); from < end; from += OrderedSum.BLOCK_ROWS) {
      int size = Math.min(OrderedSum.BLOCK_ROWS, end - from);
      System.arraycopy(labels, from, factor, 0, size);
      BlockProducts.add(factor, columns, 0, from, size, sums, 0);
    }
    return sums;
  }

  /** Of one chunk: log loss, then Xᵀp, then the upper triangle of Xᵀ·p(1-p)·X row by row. */
  private double[] derivatives(double[] weights, int chunk) {
    Derivatives derivatives = new Derivatives(weights);
    int end = first + OrderedSum.end(chunk, rows);
    for (int from = first + OrderedSum.start(chunk); from < end; from += OrderedSum.BLOCK_ROWS) {
      derivatives.add(from, Math.min(OrderedSum.BLOCK_ROWS, end - from));
    }
    return derivatives.sums;
  }

  /** Sums of one chunk, block by block: a block is the unit that is compiled. */
  private final class Derivatives {
    private final double[] weights;
    private final double[] sums;
    private final double[] probabilities = new double[OrderedSum.BLOCK_ROWS];
    private final double[] curvatures = new double[OrderedSum.BLOCK_ROWS];
    private final double[] products = new double[OrderedSum.BLOCK_ROWS];

    Derivatives(double[] weights) {
      this.weights = weights;
      this.sums = new double[1 + weights.length + weights.length * (weights.length + 1) / 2];
    }

    void add(int from, int size) {
      Arrays.fill(probabilities, 0, size, 0);
      for (int j = 0; j < weights.length; j++) {
        addMultiple(weights[j], columns[j], from, size, probabilities);
      }
      sums[0] += losses(labels, from, size, probabilities, curvatures);
      BlockProducts.add(probabilities, columns, 0, from, size, sums, 1);
      int at = 1 + weights.length;
      for (int j = 0; j < weights.length; j++) {
        multiply(curvatures, columns[j], from, size, products);
        BlockProducts.add(products, columns, j, from, size, sums, at);
        at += weights.length - j;
      }
    }
  }

  private static void addMultiple(
      double weight, double[] column, int from, int size, double[] logOdds) {
    for (int i = 0; i < size; i++) {
      logOdds[i] += weight * column[from + i];
    }
  }

  /**
   * Turns the log-odds into probabilities, writes p(1-p), and returns the block's log loss.
   *
   * <p>With e = exp(-|z|) all of them are exact in both tails. The factors 1 + e are multiplied and
   * their logarithm taken once: at most 2 each, 512 of them stay far below the largest double.
   */
  private static double losses(
      double[] labels, int from, int size, double[] logOdds, double[] curvatures) {
    double loss = 0;
    double product = 1;
    for (int i = 0; i < size; i++) {
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
      double[] factor, double[] column, int from, int size, double[] products) {
    for (int i = 0; i < size; i++) {
      products[i] = factor[i] * column[from + i];
    }
  }
}
