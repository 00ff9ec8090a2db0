package ratchet.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Expected calibration error: rows in order of probability are cut into bins of equal count (to
 * within one row), and the gap between mean probability and share of positives is averaged over the
 * bins by their size. Rows of equal probability that straddle a cut each count as their common
 * share of positives, so that the order of the rows does not matter.
 *
 * <p>The error depends on the rows only through the mean gap of each bin, so for an interval it is
 * the gaps that are drawn anew, each from its normal limit: the gap measured, with the variance of
 * its rows' residuals by cluster and in time ({@link GapCovariance}). That costs the same for a
 * hundred rows and for a million. An average of absolute gaps leans upward, and its resamples lean
 * once more; the interval is the basic one (twice the estimate less the upper and lower
 * percentile), which takes that second lean off, cut at 0 and never without the estimate itself.
 * Where a calibrated model would show as large an error by chance (at the level of the interval,
 * its gaps drawn with the same variances), the interval reaches down to 0: an error of nothing is
 * on the edge of what it can be, and there the resamples alone would leave it out more often than
 * not.
 */
public final class CalibrationError {
  private static final int RESAMPLES = 2_000;

  private final RankedRows ranked;
  private final int rows;

  /** By bin, the sum of its rows' gaps. */
  private final double[] sums;

  private CalibrationError(RankedRows ranked, int bins) {
    this.ranked = ranked;
    this.rows = ranked.size();
    this.sums = new double[bins];
  }

  /**
   * @param rows whose scores are probabilities
   * @param bins 15 is customary; with fewer rows, one bin per row
   * @throws IllegalArgumentException for a score outside [0, 1], or without a bin
   */
  public static CalibrationError of(RankedRows rows, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins is below 1: " + bins);
    }
    if (rows.size() > 0) {
      BinaryRows.checkProbability(rows.score(0), rows.row(0));
      BinaryRows.checkProbability(rows.score(rows.size() - 1), rows.row(rows.size() - 1));
    }
    CalibrationError error = new CalibrationError(rows, Math.min(bins, rows.size()));
    double[] gaps = gaps(rows);
    for (int bin = 0; bin < error.sums.length; bin++) {
      for (int place = error.cut(bin); place < error.cut(bin + 1); place++) {
        error.sums[bin] += gaps[place];
      }
    }
    return error;
  }

  /** By place, the probability less the share of positives among its ties. */
  private static double[] gaps(RankedRows rows) {
    double[] gaps = new double[rows.size()];
    for (int start = 0; start < gaps.length; ) {
      int end = rows.endOfTies(start);
      double share = (double) rows.positives(start, end) / (end - start);
      Arrays.fill(gaps, start, end, rows.score(start) - share);
      start = end;
    }
    return gaps;
  }

  private int cut(int bin) {
    return (int) ((long) bin * rows / sums.length);
  }

  /** Empty without rows. */
  public OptionalDouble estimate() {
    if (rows == 0) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (double gaps : sums) {
      sum += Math.abs(gaps);
    }
    return OptionalDouble.of(sum / rows);
  }

  /**
   * @param level of confidence, e.g. 0.95
   * @param seed of the draws
   * @param clusters which rows belong together, and when they were
   * @return empty with fewer than two rows in a bin, or two clusters
   */
  public Optional<Interval> interval(double level, long seed, ClusteredRows clusters) {
    if (rows == 0 || rows < 2 * sums.length || clusters.clusters() < 2) {
      return Optional.empty();
    }
    int[] bins = new int[rows];
    double[] residuals = residuals(bins);
    Interval interval =
        interval(level, seed, GapCovariance.ofClusters(clusters, bins, residuals, sums.length));
    if (clusters.inTime()) {
      double[] all = clusters.sums(signed(bins, residuals));
      int coefficients = LongRunVariance.of(clusters, all).get(0).degrees();
      Interval slow =
          interval(
              level,
              seed,
              GapCovariance.inTime(clusters, bins, residuals, sums.length, coefficients));
      interval =
          new Interval(
              interval.estimate(),
              Math.min(interval.lower(), slow.lower()),
              Math.max(interval.upper(), slow.upper()));
    }
    return Optional.of(interval);
  }

  /** By row, less the mean of its bin; which bin that is goes into {@code bins}. */
  private double[] residuals(int[] bins) {
    double[] residuals = new double[rows];
    for (int bin = 0; bin < sums.length; bin++) {
      double sum = 0;
      for (int place = cut(bin); place < cut(bin + 1); place++) {
        bins[ranked.row(place)] = bin;
        residuals[ranked.row(place)] = ranked.score(place) - ranked.label(place);
        sum += residuals[ranked.row(place)];
      }
      double mean = sum / (cut(bin + 1) - cut(bin));
      for (int place = cut(bin); place < cut(bin + 1); place++) {
        residuals[ranked.row(place)] -= mean;
      }
    }
    return residuals;
  }

  /** What each row adds to the error where the gaps keep their signs. */
  private double[] signed(int[] bins, double[] residuals) {
    double[] signed = new double[rows];
    for (int row = 0; row < rows; row++) {
      signed[row] = Math.signum(sums[bins[row]]) * residuals[row];
    }
    return signed;
  }

  private Interval interval(double level, long seed, GapCovariance noise) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] errors = new double[RESAMPLES];
    double[] chances = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double[] chance = noise.draw(random);
      for (int bin = 0; bin < sums.length; bin++) {
        errors[resample] += Math.abs(sums[bin] + chance[bin]) / rows;
        chances[resample] += Math.abs(chance[bin]) / rows;
      }
    }
    Arrays.sort(errors);
    Arrays.sort(chances);
    double tail = (1 - level) / 2;
    double error = estimate().orElseThrow();
    boolean isByChance = error <= Quantiles.ofSorted(chances, 1 - tail);
    double lower = isByChance ? 0 : 2 * error - Quantiles.ofSorted(errors, 1 - tail);
    double upper = 2 * error - Quantiles.ofSorted(errors, tail);
    return new Interval(error, Math.max(0, Math.min(error, lower)), Math.max(error, upper));
  }

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
}
