package ratchet.train.solver;

import java.util.Arrays;

/**
 * {@code C·Σ logloss + ½·Σ w_j²}; the sum of squares leaves out the first weight (the intercept).
 * Value, gradient and Hessian take one pass over the columns.
 */
final class LogisticObjective implements Objective {
  private final TrainingRows rows;
  private final double inversePenalty;
  private final int threads;
  private final double[] labelProducts;

  /**
   * @param rows the first column is constant 1, the labels are 0 or 1; copied unless adjacent
   * @param inversePenalty C, above 0
   */
  LogisticObjective(TrainingRows rows, double inversePenalty, int threads) {
    this.rows = rows.adjacent();
    this.inversePenalty = inversePenalty;
    this.threads = threads;
    this.labelProducts = this.rows.sum(new LabelProducts(), threads);
  }

  /** Number of rows with label 1. */
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
    int size = rows.featureCount();
    double[] sums = rows.sum(new Derivatives(weights), threads);
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

  /** {@code Xᵀy} of adjacent rows. */
  private record LabelProducts() implements RowSum {
    @Override
    public double[] over(LabelledRows rows, int from, int end) {
      double[][] columns = rows.columns();
      double[] sums = new double[columns.length];
      double[] factor = new double[OrderedSum.BLOCK_ROWS];
      int first = rows.places()[0];
      for (int row = from; row < end; row += OrderedSum.BLOCK_ROWS) {
        int size = Math.min(OrderedSum.BLOCK_ROWS, end - row);
        System.arraycopy(rows.labels(), first + row, factor, 0, size);
        BlockProducts.add(factor, columns, 0, first + row, size, sums, 0);
      }
      return sums;
    }
  }

  /** For adjacent rows: log loss, then Xᵀp, then the upper triangle of Xᵀ·p(1-p)·X row by row. */
  private record Derivatives(double[] weights) implements RowSum {
    @Override
    public double[] over(LabelledRows rows, int from, int end) {
      Blocks blocks = new Blocks(weights, rows);
      int first = rows.places()[0];
      for (int row = from; row < end; row += OrderedSum.BLOCK_ROWS) {
        blocks.add(first + row, Math.min(OrderedSum.BLOCK_ROWS, end - row));
      }
      return blocks.sums;
    }
  }

  /** Sums of one chunk, block by block. The JIT compiles the loop over one block. */
  private static final class Blocks {
    private final double[] weights;
    private final double[][] columns;
    private final double[] labels;
    private final double[] sums;
    private final double[] probabilities = new double[OrderedSum.BLOCK_ROWS];
    private final double[] curvatures = new double[OrderedSum.BLOCK_ROWS];
    private final double[] products = new double[OrderedSum.BLOCK_ROWS];

    Blocks(double[] weights, LabelledRows rows) {
      this.weights = weights;
      this.columns = rows.columns();
      this.labels = rows.labels();
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
   * <p>With e = exp(-|z|) all of them are exact in both tails. The factors 1 + e are multiplied
   * before one logarithm is taken: each is at most 2, so the product of 512 does not overflow.
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
