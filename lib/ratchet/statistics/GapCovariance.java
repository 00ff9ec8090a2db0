package ratchet.statistics;

import java.util.SplittableRandom;

/**
 * How several sums of the same rows (the gaps of bins) vary together, by the two rules of {@link
 * ClusterEstimate}: a matrix to draw from for each, and the degrees of freedom of its draws.
 *
 * @param root columns are added with a normal draw each; by draw, then by sum
 * @param degrees of freedom: draws are of a multivariate t
 */
record GapCovariance(double[][] root, double degrees) {
  /**
   * Between clusters independent.
   *
   * @param bins by row, which sum it is part of
   * @param values by row, of mean zero within a bin
   * @param count of bins
   */
  static GapCovariance ofClusters(ClusteredRows rows, int[] bins, double[] values, int count) {
    double[][] covariance = new double[count][count];
    int[] order = rows.byCluster();
    double[] sums = new double[count];
    for (int place = 0; place < order.length; ) {
      int cluster = rows.cluster(order[place]);
      int end = place + rows.size(cluster);
      for (int i = place; i < end; i++) {
        sums[bins[order[i]]] += values[order[i]];
      }
      double scale = 1 / (1 - (double) rows.size(cluster) / order.length);
      for (int i = place; i < end; i++) {
        int bin = bins[order[i]];
        double sum = sums[bin];
        if (sum != 0) {
          // each bin of the cluster once, against every bin: those it does not have are zero
          sums[bin] = 0;
          covariance[bin][bin] += scale * sum * sum;
          for (int other = 0; other < count; other++) {
            covariance[bin][other] += scale * sum * sums[other];
            covariance[other][bin] += scale * sum * sums[other];
          }
        }
      }
      place = end;
    }
    return new GapCovariance(transposed(cholesky(covariance)), rows.effectiveClusters() - 1);
  }

  /**
   * Between clusters autocorrelated.
   *
   * @param coefficients of the long-run variance
   */
  static GapCovariance inTime(
      ClusteredRows rows, int[] bins, double[] values, int count, int coefficients) {
    int[] units = LongRunVariance.units(rows);
    double[][] sums = new double[count][units[units.length - 1] + 1];
    for (int row = 0; row < values.length; row++) {
      sums[bins[row]][units[rows.cluster(row)]] += values[row];
    }
    double[][] root = new double[coefficients][count];
    for (int j = 0; j < coefficients; j++) {
      for (int bin = 0; bin < count; bin++) {
        root[j][bin] = Math.sqrt(2.0 / coefficients) * LongRunVariance.cosine(sums[bin], j + 1);
      }
    }
    return new GapCovariance(root, coefficients);
  }

  /** Sums of a mean of zero that vary like these. */
  double[] draw(SplittableRandom random) {
    double[] drawn = new double[root[0].length];
    for (double[] column : root) {
      double z = normal(random);
      for (int bin = 0; bin < drawn.length; bin++) {
        drawn[bin] += z * column[bin];
      }
    }
    // Wilson and Hilferty's chi-square, over its degrees of freedom
    double term = 2 / (9 * degrees);
    double cube = 1 - term + normal(random) * StrictMath.sqrt(term);
    double scale = 1 / StrictMath.sqrt(Math.max(1e-3, cube * cube * cube));
    for (int bin = 0; bin < drawn.length; bin++) {
      drawn[bin] *= scale;
    }
    return drawn;
  }

  /** Box and Muller's normal draw; strict functions give the same bits on every machine. */
  private static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** Lower triangle; a direction in which nothing varies stays zero. */
  private static double[][] cholesky(double[][] matrix) {
    int size = matrix.length;
    double[][] lower = new double[size][size];
    for (int j = 0; j < size; j++) {
      double pivot = matrix[j][j];
      for (int k = 0; k < j; k++) {
        pivot -= lower[j][k] * lower[j][k];
      }
      boolean varies = pivot > 1e-12 * matrix[j][j];
      lower[j][j] = varies ? Math.sqrt(pivot) : 0;
      for (int i = j + 1; i < size && varies; i++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = sum / lower[j][j];
      }
    }
    return lower;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }
}
