package ratchet.health.summary;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Whether a feature is spread otherwise in the holdout than in the rows to fit: the population
 * stability index, Σ (p − q)·ln(p/q) over bins of about equal counts, and what it may be by chance.
 *
 * <p>Where nothing drifts and rows are drawn one by one, PSI over 1/n₁ + 1/n₂ is about χ² of one
 * degree less than there are bins. Rows of a log are not: those of one mint resemble each other, so
 * that they count for fewer. By how many is estimated from the rows to fit, as the mean square of
 * the second differences of neighbouring parts in time (a steady trend has none; the overlapping
 * Hadamard variance, Riley 2008, NIST SP 1065) over what rows drawn one by one would give, a
 * dispersion φ of at least 1 as in Rao and Scott (1981). The limit is then φ·(1/n₁ + 1/n₂)·(bins −
 * 1) times a quantile of the F distribution, which allows for φ being estimated (its degrees of
 * freedom by Satterthwaite's rule), and never below what matters in practice.
 *
 * @param psi the index; half an observation, as φ counts them, is added to each bin
 * @param limit what it may be
 * @param bins that were compared; 1 for a feature that is constant, whose index is 0
 */
public record FeatureDrift(String feature, double psi, double limit, int bins) {
  private static final int MOST_BINS = 10;

  /** Rows of the smaller part that a bin should have, as φ counts them, for χ² to hold. */
  private static final double LEAST_PER_BIN = 5;

  private static final int LONGEST_PART = FeatureCells.BLOCKS / 4;

  /**
   * Degrees of freedom of what φ has above 1: those of second differences of eight parts, each
   * worth 18/35 of one. The 1 is known.
   */
  private static final double EXCESS_DEGREES = 18.0 / 35 * (8 - 2);

  /** More than F can tell from infinitely many. */
  private static final double MOST_DEGREES = 10_000;

  /**
   * @param tail how often the index of a feature that does not drift may exceed the limit
   * @param least the limit where chance alone would allow less
   */
  public static FeatureDrift of(FeatureCells cells, double tail, double least) {
    long[] train = cells.train();
    double n1 = Arrays.stream(train).sum();
    double n2 = Arrays.stream(cells.holdout()).sum();
    int most = (int) Math.max(2, Math.min(MOST_BINS, Math.min(n1, n2) / LEAST_PER_BIN));
    int[] ends = ends(train, cells.holdout(), most);
    double dispersion = dispersion(cells, train, ends);
    int fewer = (int) Math.max(2, Math.min(n1, n2) / dispersion / LEAST_PER_BIN);
    if (fewer < ends.length) {
      ends = ends(train, cells.holdout(), fewer);
      dispersion = dispersion(cells, train, ends);
    }
    int bins = ends.length;
    if (bins < 2) {
      return new FeatureDrift(cells.feature(), 0, least, bins);
    }
    double excess = (dispersion - 1) / dispersion;
    double degrees = Math.min(MOST_DEGREES, EXCESS_DEGREES * (bins - 1) / (excess * excess));
    double byChance =
        dispersion
            * (1 / n1 + 1 / n2)
            * (bins - 1)
            * FDistribution.of(bins - 1, degrees).inverseSurvivalProbability(tail);
    return new FeatureDrift(
        cells.feature(),
        psi(binned(train, ends), binned(cells.holdout(), ends), dispersion / 2),
        Math.max(least, byChance),
        bins);
  }

  public boolean isTold() {
    return psi > limit;
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

  /** Where bins of about equal counts end; a cell is never divided, and no bin is empty. */
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
   * The largest over parts of one, two, four and eight blocks: what lasts long shows in long parts.
   */
  private static double dispersion(FeatureCells cells, long[] train, int[] ends) {
    double[] all = binned(train, ends);
    double[][] blocks =
        Arrays.stream(cells.blocks()).map(block -> binned(block, ends)).toArray(double[][]::new);
    double largest = 1;
    for (int length = 1; ends.length > 1 && length <= LONGEST_PART; length *= 2) {
      largest = Math.max(largest, dispersion(blocks, all, length));
    }
    return largest;
  }

  /** Over all triples of neighbouring parts, which overlap where a part is of several blocks. */
  private static double dispersion(double[][] blocks, double[] all, int length) {
    int triples = blocks.length - 3 * length + 1;
    double n = Arrays.stream(all).sum();
    double sum = 0;
    for (int bin = 0; bin < all.length; bin++) {
      for (int first = 0; all[bin] > 0 && first < triples; first++) {
        double bend = 0;
        for (int i = 0; i < length; i++) {
          bend +=
              blocks[first + i][bin]
                  - 2 * blocks[first + length + i][bin]
                  + blocks[first + 2 * length + i][bin];
        }
        sum += bend * bend / (6 * all[bin] / n);
      }
    }
    double rowsPerPart = n / blocks.length * length;
    return sum / rowsPerPart / triples / (all.length - 1);
  }
}
