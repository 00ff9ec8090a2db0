package ratchet.train.solver;

/**
 * The negative log likelihood of a discrete-time hazard plus {@code ½·λ·‖β‖² + ½·ε·‖α‖²}. α are the
 * baselines of the groups of intervals, β the coefficients; α comes first in the weight vector.
 *
 * <p>All intervals of a position within one group have the same term, so the term is multiplied by
 * their number. The work is positions times groups and does not depend on the number of intervals.
 */
final class HazardObjective implements Objective {
  private final HazardRows rows;
  private final int[] groups;
  private final double coefficientPenalty;
  private final double baselinePenalty;
  private final int threads;
  private final double[] stopProducts;

  /**
   * @param groups the result of {@link HazardRows#groups()}
   */
  HazardObjective(
      HazardRows rows,
      int[] groups,
      double coefficientPenalty,
      double baselinePenalty,
      int threads) {
    this.rows = rows;
    this.groups = groups;
    this.coefficientPenalty = coefficientPenalty;
    this.baselinePenalty = baselinePenalty;
    this.threads = threads;
    this.stopProducts = stopProducts();
  }

  int baselines() {
    return groups.length - 1;
  }

  private int size() {
    return baselines() + rows.covariates().length;
  }

  /** Number of stops by group, then the sum of each covariate over the positions that stopped. */
  private double[] stopProducts() {
    double[] sums = new double[size()];
    for (int i = 0; i < rows.size(); i++) {
      if (rows.stopped()[i] == 1) {
        int group = 0;
        while (groups[group + 1] <= rows.survived()[i]) {
          group++;
        }
        sums[group]++;
        for (int j = 0; j < rows.covariates().length; j++) {
          sums[baselines() + j] += rows.covariates()[j][i];
        }
      }
    }
    return sums;
  }

  @Override
  public double gradientScale() {
    return Newton.norm(stopProducts);
  }

  @Override
  public Point at(double[] weights) {
    int size = size();
    double[] sums =
        OrderedSum.of(
            OrderedSum.chunks(rows.size()), threads, chunk -> derivatives(weights, chunk));
    double value = sums[0];
    double[] gradient = new double[size];
    double[][] hessian = BlockProducts.unpack(sums, 1 + size, size);
    for (int j = 0; j < size; j++) {
      double penalty = j < baselines() ? baselinePenalty : coefficientPenalty;
      value += 0.5 * penalty * weights[j] * weights[j] - stopProducts[j] * weights[j];
      gradient[j] = sums[1 + j] - stopProducts[j] + penalty * weights[j];
      hessian[j][j] += penalty;
    }
    return new Point(value, gradient, hessian);
  }

  /**
   * For one chunk: Σ m·log(1 + e^z), its gradient, and the upper triangle of its Hessian by row.
   */
  private double[] derivatives(double[] weights, int chunk) {
    int baselines = baselines();
    int size = size();
    double[] sums = new double[1 + size + size * (size + 1) / 2];
    double[] x = new double[rows.covariates().length];
    int end = Math.min(rows.size(), (chunk + 1) * OrderedSum.CHUNK_ROWS);
    for (int i = chunk * OrderedSum.CHUNK_ROWS; i < end; i++) {
      double linear = 0;
      for (int j = 0; j < x.length; j++) {
        x[j] = rows.covariates()[j][i];
        linear += weights[baselines + j] * x[j];
      }
      int atRisk = rows.survived()[i] + rows.stopped()[i];
      double expected = 0;
      double curvature = 0;
      for (int g = 0; g < baselines && groups[g] < atRisk; g++) {
        double count = Math.min(groups[g + 1], atRisk) - groups[g];
        double z = weights[g] + linear;
        double e = Math.exp(-Math.abs(z));
        double larger = 1 / (1 + e);
        double p = z >= 0 ? larger : e * larger;
        double variance = count * e * larger * larger;
        sums[0] += count * (Math.max(z, 0) + Math.log1p(e));
        sums[1 + g] += count * p;
        expected += count * p;
        curvature += variance;
        int row = rowOf(g, size);
        sums[row] += variance;
        for (int j = 0; j < x.length; j++) {
          sums[row + baselines - g + j] += variance * x[j];
        }
      }
      addCovariates(sums, x, expected, curvature);
    }
    return sums;
  }

  private void addCovariates(double[] sums, double[] x, double expected, double curvature) {
    int baselines = baselines();
    int size = size();
    for (int j = 0; j < x.length; j++) {
      sums[1 + baselines + j] += expected * x[j];
      int row = rowOf(baselines + j, size);
      for (int k = j; k < x.length; k++) {
        sums[row + k - j] += curvature * x[j] * x[k];
      }
    }
  }

  /** Where a row of the packed upper triangle starts. */
  private static int rowOf(int row, int size) {
    return 1 + size + row * size - row * (row - 1) / 2;
  }
}
