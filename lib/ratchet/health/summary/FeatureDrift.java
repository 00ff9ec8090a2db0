package ratchet.health.summary;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Whether a feature is distributed differently in the holdout and in the rows to fit: the
 * population stability index, Σ (p − q)·ln(p/q) over bins of about equal counts, and what it may be
 * by chance.
 *
 * <p>Without drift and with independent rows, PSI / (1/n₁ + 1/n₂) is approximately χ² with bins − 1
 * degrees of freedom. Rows of a log are not independent: those of one mint are similar, so that the
 * effective number of rows is smaller. The dispersion φ ≥ 1 (Rao and Scott 1981) measures this. It
 * is estimated from the training rows: the mean square of the second differences of neighbouring
 * parts in time (overlapping Hadamard variance, Riley 2008, NIST SP 1065; a steady trend does not
 * count), divided by its value for independent rows. The limit is φ·(1/n₁ + 1/n₂)·(bins − 1) times
 * a quantile of the F distribution, because φ is an estimate and because bins may move together
 * (degrees of freedom by Satterthwaite's rule). It is never below the smallest drift that matters
 * in practice.
 *
 * <p>The level is tested too: {@link LevelShift} detects a shift of all values earlier than the
 * index does, especially when days differ from each other. Each of the two tests gets half of the
 * false-alarm rate.
 *
 * @param psi the index; half an effective observation is added to each bin
 * @param limit largest index without drift
 * @param bins number of bins; 1 for a constant feature, whose index is 0
 * @param shift shift of the level in ranks, from 0 to 0.5
 * @param shiftLimit largest shift without drift
 * @param power which shifts these limits can detect
 */
public record FeatureDrift(
    String feature,
    double psi,
    double limit,
    int bins,
    double shift,
    double shiftLimit,
    Power power) {
  /** Which shifts the check can detect with these limits. */
  public enum Power {
    /** It detects a shift of the level by one standard deviation of the feature. */
    ONE_DEVIATION,
    /** It detects only a larger shift. */
    LARGER,
    /** It detects no shift: both limits are above the largest possible values. */
    NONE
  }

  private static final int MOST_BINS = 10;

  /**
   * Least effective number of rows (divided by φ) per bin of the smaller part; the χ² approximation
   * needs it.
   */
  private static final double LEAST_PER_BIN = 5;

  private static final int LONGEST_PART = FeatureCells.BLOCKS / 4;

  /**
   * Degrees of freedom of what φ has above 1: those of second differences of eight parts, each
   * worth 18/35 of one. The 1 is known.
   */
  private static final double EXCESS_DEGREES = 18.0 / 35 * (8 - 2);

  /** From here on, the F distribution is practically the same as with infinitely many. */
  private static final double MOST_DEGREES = 10_000;

  /**
   * Compares the holdout with the training rows.
   *
   * @param tail probability that a feature without drift exceeds a limit
   * @param least smallest limit of the index, used when the limit by chance is lower
   */
  public static FeatureDrift of(FeatureCells cells, double tail, double least) {
    long[] train = cells.train();
    double n1 = Arrays.stream(train).sum();
    double n2 = Arrays.stream(cells.holdout()).sum();
    int most = (int) Math.max(2, Math.min(MOST_BINS, Math.min(n1, n2) / LEAST_PER_BIN));
    int[] ends = ends(train, cells.holdout(), most);
    double half = tail / 2;
    Dispersion dispersion = dispersion(cells, train, ends);
    int fewer = (int) Math.max(2, Math.min(n1, n2) / dispersion.times / LEAST_PER_BIN);
    if (fewer < ends.length) {
      ends = ends(train, cells.holdout(), fewer);
      dispersion = dispersion(cells, train, ends);
    }
    int bins = ends.length;
    if (bins < 2) {
      return new FeatureDrift(
          cells.feature(), 0, least, bins, 0, LevelShift.FARTHEST, Power.ONE_DEVIATION);
    }
    double excess = (dispersion.times - 1) / dispersion.times;
    double directions = dispersion.directions;
    double degrees = Math.min(MOST_DEGREES, EXCESS_DEGREES * directions / (excess * excess));
    double byChance =
        dispersion.times
            * (1 / n1 + 1 / n2)
            * (bins - 1)
            * FDistribution.of(directions, degrees).inverseSurvivalProbability(half);
    double limit = Math.max(least, byChance);
    LevelShift level = LevelShift.of(cells, train, half);
    Moved moved = new Moved(train, n2, ends, dispersion.times / 2);
    return new FeatureDrift(
        cells.feature(),
        psi(binned(train, ends), binned(cells.holdout(), ends), dispersion.times / 2),
        limit,
        bins,
        level.shift(),
        level.limit(),
        moved.power(limit, level.limit(), least));
  }

  /**
   * Whether the feature drifts: its index exceeds its limit, or its level exceeds its limit while
   * the index exceeds {@code least}.
   */
  public boolean exceedsLimit(double least) {
    return psi > limit || (shift > shiftLimit && psi > least);
  }

  /** The larger ratio of a value to its limit; above 1 a limit is exceeded. */
  public double nearness() {
    return Math.max(psi / limit, shift / shiftLimit);
  }

  /**
   * Simulates a holdout in which all training values have shifted, to find which shifts are
   * detected.
   */
  private record Moved(long[] train, double holdoutRows, int[] ends, double added) {
    Power power(double limit, double shiftLimit, double least) {
      int deviation = (int) Math.max(1, Math.round(deviation()));
      boolean one = seen(deviation, limit, shiftLimit, least);
      boolean any = one || seen(FeatureCells.COUNT, limit, shiftLimit, least);
      return one ? Power.ONE_DEVIATION : any ? Power.LARGER : Power.NONE;
    }

    /**
     * Shifts up and down: it is enough to detect one, because a feature may lie at one end of its
     * range.
     */
    private boolean seen(int cells, double limit, double shiftLimit, double least) {
      double rows = Arrays.stream(train).sum();
      double[] ranks = LevelShift.ranks(train, rows);
      boolean seen = false;
      for (int by : new int[] {cells, -cells}) {
        long[] moved = new long[train.length];
        for (int cell = 0; cell < train.length; cell++) {
          moved[Math.max(0, Math.min(train.length - 1, cell + by))] += train[cell];
        }
        double[] holdout = binned(moved, ends);
        Arrays.setAll(holdout, bin -> holdout[bin] * holdoutRows / rows);
        double psi = FeatureDrift.psi(binned(train, ends), holdout, added);
        double shift = Math.abs(LevelShift.mean(moved, ranks) - LevelShift.mean(train, ranks));
        seen |= psi > limit || (shift > shiftLimit && psi > least);
      }
      return seen;
    }

    /** Standard deviation of the training rows in cells. */
    private double deviation() {
      double rows = Arrays.stream(train).sum();
      double sum = 0;
      double squares = 0;
      for (int cell = 0; cell < train.length; cell++) {
        sum += (double) cell * train[cell];
        squares += (double) cell * cell * train[cell];
      }
      return Math.sqrt(Math.max(0, squares / rows - sum / rows * (sum / rows)));
    }
  }

  private static double psi(double[] train, double[] holdout, double added) {
    double n1 = Arrays.stream(train).sum() + added * train.length;
    double n2 = Arrays.stream(holdout).sum() + added * train.length;
    double sum = 0;
    for (int bin = 0; bin < train.length; bin++) {
      double p = (train[bin] + added) / n1;
      double q = (holdout[bin] + added) / n2;
      sum += (p - q) * Math.log(p / q);
    }
    return sum;
  }

  /** The ends of bins with about equal counts; a cell is never divided, and no bin is empty. */
  private static int[] ends(long[] train, long[] holdout, int bins) {
    double left = Arrays.stream(train).sum() + Arrays.stream(holdout).sum();
    int[] ends = new int[bins];
    int done = 0;
    double inBin = 0;
    int lastFilled = 0;
    for (int cell = 0; cell < train.length && done < bins; cell++) {
      double count = train[cell] + holdout[cell];
      if (count == 0) {
        continue;
      }
      double wanted = left / (bins - done);
      if (inBin > 0 && inBin + count / 2 > wanted && done < bins - 1) {
        ends[done++] = lastFilled + 1;
        left -= inBin;
        inBin = 0;
      }
      inBin += count;
      lastFilled = cell;
    }
    ends[done++] = train.length;
    return Arrays.copyOf(ends, done);
  }

  private static double[] binned(long[] cells, int[] ends) {
    double[] counts = new double[ends.length];
    int cell = 0;
    for (int bin = 0; bin < ends.length; bin++) {
      for (; cell < ends[bin]; cell++) {
        counts[bin] += cells[cell];
      }
    }
    return counts;
  }

  /**
   * The largest dispersion over parts of one, two, four and eight blocks: a long-lasting effect is
   * visible only in long parts.
   */
  private static Dispersion dispersion(FeatureCells cells, long[] train, int[] ends) {
    double[] all = binned(train, ends);
    double[][] blocks =
        Arrays.stream(cells.blocks()).map(block -> binned(block, ends)).toArray(double[][]::new);
    double times = 1;
    double directions = Math.max(1, ends.length - 1);
    for (int length = 1; ends.length > 1 && length <= LONGEST_PART; length *= 2) {
      Dispersion own = Dispersion.of(blocks, all, length);
      times = Math.max(times, own.times);
      // there are too few long parts to estimate directions, and short parts are shorter than a
      // day's regime
      directions = length == 2 ? own.directions : directions;
    }
    return new Dispersion(times, directions);
  }

  /**
   * How much more the counts of parts differ than those of rows drawn one by one would, and in how
   * many directions: where all bins move together, as with the level of a day, in one.
   *
   * @param times as many times the variance
   * @param directions by Satterthwaite's rule, tr(C)²/tr(C²); 1 to one less than there are bins
   */
  private record Dispersion(double times, double directions) {
    /** Over all triples of neighbouring parts, which overlap where a part is of several blocks. */
    static Dispersion of(double[][] blocks, double[] all, int length) {
      int triples = blocks.length - 3 * length + 1;
      double n = Arrays.stream(all).sum();
      double rowsPerPart = n / blocks.length * length;
      double[][] bends = new double[triples][all.length];
      for (int bin = 0; bin < all.length; bin++) {
        double scale = all[bin] > 0 ? 1 / Math.sqrt(6 * all[bin] / n * rowsPerPart) : 0;
        for (int first = 0; first < triples; first++) {
          for (int i = 0; i < length; i++) {
            bends[first][bin] +=
                scale
                    * (blocks[first + i][bin]
                        - 2 * blocks[first + length + i][bin]
                        + blocks[first + 2 * length + i][bin]);
          }
        }
      }
      double trace = 0;
      double traceOfSquare = 0;
      for (double[] one : bends) {
        trace += product(one, one) / triples;
        for (double[] other : bends) {
          double product = product(one, other) / triples;
          traceOfSquare += product * product;
        }
      }
      double most = all.length - 1.0;
      double directions = traceOfSquare > 0 ? trace * trace / traceOfSquare : most;
      return new Dispersion(trace / most, Math.max(1, Math.min(most, directions)));
    }

    private static double product(double[] one, double[] other) {
      double sum = 0;
      for (int i = 0; i < one.length; i++) {
        sum += one[i] * other[i];
      }
      return sum;
    }
  }
}
