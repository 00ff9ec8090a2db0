package ratchet.health;

import java.util.Arrays;
import ratchet.evaluate.FDistribution;

/**
 * Whether a feature is spread otherwise in the holdout than in the rows to fit: the population
 * stability index, Σ (p − q)·ln(p/q) over bins of about equal counts, and what it may be by chance.
 *
 * <p>Where nothing drifts and rows are drawn one by one, PSI over 1/n₁ + 1/n₂ is about χ² of one
 * degree less than there are bins. Rows of a log are not: those of one mint resemble each other, so
 * that they count for fewer. By how many is estimated from the rows to fit, as the mean square of
 * the second differences of neighbouring parts in time (a steady trend has none) over what rows
 * drawn one by one would give, a dispersion φ of at least 1 as in Rao and Scott (1981). The limit
 * is then φ·(1/n₁ + 1/n₂)·(bins − 1) times a quantile of the F distribution, which allows for φ
 * being estimated, and never below what matters in practice.
 *
 * @param psi the index; half an observation, as φ counts them, is added to each bin
 * @param limit what it may be
 * @param bins that were compared; 1 for a feature that is constant, whose index is 0
 */
record FeatureDrift(String feature, double psi, double limit, int bins) {
  private static final int MOST_BINS = 10;

  /** Rows of the smaller part that a bin should have, as φ counts them, for χ² to hold. */
  private static final double LEAST_PER_BIN = 5;

  private static final int FEWEST_PARTS = 4;

  /** Of differences between neighbours, as degrees of freedom for each of a variance's (ibid.). */
  private static final double DEGREES =
      2.0 * (FeatureCells.BLOCKS - 1) * (FeatureCells.BLOCKS - 1) / (3 * FeatureCells.BLOCKS - 4);

  /**
   * @param tail how often the index of a feature that does not drift may exceed the limit
   * @param least the limit where chance alone would allow less
   */
  static FeatureDrift of(FeatureCells cells, double tail, double least) {
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
    double byChance =
        dispersion
            * (1 / n1 + 1 / n2)
            * (bins - 1)
            * FDistribution.upperQuantile(tail, bins - 1, DEGREES * (bins - 1));
    return new FeatureDrift(
        cells.feature(),
        psi(binned(train, ends), binned(cells.holdout(), ends), dispersion / 2),
        Math.max(least, byChance),
        bins);
  }

  boolean isTold() {
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

  /** The largest over parts of one, two and four blocks: what lasts long shows in long parts. */
  private static double dispersion(FeatureCells cells, long[] train, int[] ends) {
    double[] all = binned(train, ends);
    double[][] parts =
        Arrays.stream(cells.blocks()).map(block -> binned(block, ends)).toArray(double[][]::new);
    double largest = 1;
    while (ends.length > 1 && parts.length >= FEWEST_PARTS) {
      largest = Math.max(largest, dispersion(parts, all));
      parts = paired(parts);
    }
    return largest;
  }

  private static double dispersion(double[][] parts, double[] all) {
    double n = Arrays.stream(all).sum();
    double sum = 0;
    for (int part = 1; part < parts.length - 1; part++) {
      for (int bin = 0; bin < all.length; bin++) {
        if (all[bin] > 0) {
          double bend = parts[part - 1][bin] - 2 * parts[part][bin] + parts[part + 1][bin];
          sum += bend * bend / (6 * all[bin] / n);
        }
      }
    }
    double rowsPerPart = n / parts.length;
    return sum / rowsPerPart / (parts.length - 2) / (all.length - 1);
  }

  private static double[][] paired(double[][] parts) {
    double[][] pairs = new double[parts.length / 2][];
    for (int i = 0; i < pairs.length; i++) {
      double[] first = parts[2 * i];
      double[] second = parts[2 * i + 1];
      pairs[i] = new double[first.length];
      Arrays.setAll(pairs[i], bin -> first[bin] + second[bin]);
    }
    return pairs;
  }
}
