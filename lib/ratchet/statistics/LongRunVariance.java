package ratchet.statistics;

import java.util.Arrays;

/**
 * The equal-weighted cosine estimator of the variance of a sum of autocorrelated units (Lazarus,
 * Lewis, Stock and Watson 2018, Journal of Business and Economic Statistics 36:541): the mean
 * square of the first few cosine coefficients of the units in time order. What moves slowly is in
 * these coefficients, and what moves fast is not.
 *
 * @param sumVariance of the sum of all units
 * @param degrees of freedom of its t distribution: the number of coefficients
 */
record LongRunVariance(double sumVariance, int degrees) {
  /** From this many clusters on, blocks of whole clusters are the units. */
  static final int MOST_UNITS = 100;

  static final int BLOCKS = 60;

  /** Few coefficients follow slow dependence; more of them make a narrower interval. */
  static final int FEWEST = 4;

  /**
   * @param sums influence by cluster, in time
   * @param driftsSlowly whether the units are known to drift: few coefficients, always
   */
  static LongRunVariance of(ClusteredRows rows, double[] sums, boolean driftsSlowly) {
    double[] units = sums.length > MOST_UNITS ? blocks(rows, sums) : sums;
    int coefficients = coefficients(units, driftsSlowly);
    double squares = 0;
    for (int j = 1; j <= coefficients; j++) {
      double cosine = 0;
      for (int t = 0; t < units.length; t++) {
        cosine += units[t] * Math.cos(Math.PI * j * (t + 0.5) / units.length);
      }
      squares += cosine * cosine;
    }
    // T · mean(Λ²) with Λ² = 2/T · (Σ u·cos)²: the T cancels
    return new LongRunVariance(2 * squares / coefficients, coefficients);
  }

  /** max(3, 0.4·T^⅔), cut to 4 where one unit tells of the next. */
  private static int coefficients(double[] units, boolean driftsSlowly) {
    int size = units.length;
    int many = (int) Math.max(3, Math.round(0.4 * Math.pow(size, 2.0 / 3)));
    boolean correlated = driftsSlowly || lagOne(units) > 1 / Math.sqrt(size);
    return Math.min(size - 1, correlated ? Math.min(FEWEST, many) : many);
  }

  private static double lagOne(double[] units) {
    double squares = 0;
    double products = 0;
    for (int t = 0; t < units.length; t++) {
      squares += units[t] * units[t];
      products += t == 0 ? 0 : units[t] * units[t - 1];
    }
    return squares > 0 ? products / squares : 0;
  }

  /** Whole clusters in time, cut where the rows so far pass another sixtieth. */
  private static double[] blocks(ClusteredRows rows, double[] sums) {
    double[] blocks = new double[BLOCKS];
    int filled = 0;
    int last = -1;
    long before = 0;
    for (int cluster = 0; cluster < sums.length; cluster++) {
      int size = rows.size(cluster);
      int block = (int) ((2 * before + size) * BLOCKS / (2L * rows.rows()));
      if (block != last) {
        filled++;
        last = block;
      }
      blocks[filled - 1] += sums[cluster];
      before += size;
    }
    return Arrays.copyOf(blocks, filled);
  }
}
