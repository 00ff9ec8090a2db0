package ratchet.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Expected calibration error. The rows are sorted by probability and cut into bins of equal count
 * (to within one row). The error is the mean, weighted by bin size, of the absolute gap between the
 * mean probability and the share of positives of a bin. Where rows of equal probability fall into
 * two bins, each counts with the share of positives of all of them, so the order of rows does not
 * matter.
 *
 * <p>The interval resamples the mean gaps of the bins, not the rows, so its cost does not depend on
 * the number of rows. Gaps are drawn from a multivariate t around the measured gaps, with the
 * covariance of the rows' residuals between clusters and in time ({@link GapCovariance}). A mean of
 * absolute gaps is biased upward, and its resamples are biased once more. The interval is therefore
 * the basic one (twice the estimate minus the upper and the lower percentile), which removes the
 * second bias. It is cut at 0 and always contains the estimate. Its lower end is 0 where a
 * calibrated model with the same covariance would reach this error by chance at the level of the
 * interval: resampling alone usually excludes the boundary value 0.
 */
public final class CalibrationError {
  private static final int RESAMPLES = 2_000;

  private final RankedRows ranked;
  private final int rows;

  /** By bin, the sum of the gaps of its rows. */
  private final double[] sums;

  private CalibrationError(RankedRows ranked, int bins) {
    this.ranked = ranked;
    this.rows = ranked.size();
    this.sums = new double[bins];
  }

  /**
   * @param rows whose scores are probabilities
   * @param bins 15 is customary; with fewer rows, one bin per row
   * @throws IllegalArgumentException for a score outside [0, 1], or fewer than one bin
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

  /** By place, the probability minus the share of positives among its ties. */
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

  /**
   * By row, the gap minus the mean gap of its bin. Writes the bin of each row into {@code bins}.
   */
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

  /** By row, its contribution to the error as long as no gap of a bin changes its sign. */
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
   * The covariance of several sums over the same rows (the gaps of bins), by one of the two rules
   * of {@link ClusterEstimate}.
   *
   * @param root a square root of the covariance, by normal draw, then by sum
   * @param degrees of freedom of the multivariate t distribution of the draws
   */
  record GapCovariance(double[][] root, double degrees) {
    /**
     * For clusters that are independent of each other.
     *
     * @param bins by row, the sum that it belongs to
     * @param values by row, with mean zero within a bin
     * @param count number of bins
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
     * For clusters that depend on their neighbours in time.
     *
     * @param coefficients number of cosine coefficients of the long-run variance
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

    /** Random sums with mean zero and this covariance. */
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

    /** A normal draw by Box and Muller. {@code StrictMath} gives the same bits on every machine. */
    private static double normal(SplittableRandom random) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /** The lower triangular factor; a row and column without variance stays zero. */
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
