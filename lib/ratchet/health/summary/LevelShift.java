package ratchet.health.summary;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far the level of a feature has moved in the holdout, in ranks among the rows to fit: 0 where
 * nothing has moved, 0.5 where all of the holdout lies beyond them. The index over bins spreads its
 * evidence over all of them; a level that moves is seen sooner by its mean.
 *
 * <p>The error comes from the rows to fit, cut into parts in time of one, two and four blocks. What
 * lasts longer than a block, such as a day's regime or the attempts on one mint, makes the parts
 * differ by more than their rows explain. The limit is a t quantile times the standard error, the
 * largest over the lengths; four blocks count with the degrees of freedom of two.
 *
 * @param shift absolute
 * @param limit what it may be by chance; infinite where there is no row to compare
 */
record LevelShift(double shift, double limit) {
  private static final int[] LENGTHS = {1, 2, 4};
  private static final int MOST_LENGTH_FOR_DEGREES = 2;

  /** The farthest that all of the holdout can lie from the mean rank of the rows to fit. */
  static final double FARTHEST = 0.5;

  /**
   * @param train rows to fit by cell
   * @param tail how often a feature whose level has not moved may exceed the limit, either way
   */
  static LevelShift of(FeatureCells cells, long[] train, double tail) {
    double rows = Arrays.stream(train).sum();
    double held = Arrays.stream(cells.holdout()).sum();
    double[] ranks = ranks(train, rows);
    double[] means = new double[FeatureCells.BLOCKS];
    for (int block = 0; block < means.length; block++) {
      means[block] = mean(cells.blocks()[block], ranks);
    }
    // a block that is empty says nothing: fewer rows than blocks
    double[] filled = Arrays.stream(means).filter(Double::isFinite).toArray();
    if (held == 0 || filled.length < FeatureCells.BLOCKS) {
      return new LevelShift(0, Double.POSITIVE_INFINITY);
    }
    double parts = 1.0 / FeatureCells.BLOCKS + rows / FeatureCells.BLOCKS / held;
    double limit = 0;
    for (int length : LENGTHS) {
      int degrees = FeatureCells.BLOCKS / Math.min(length, MOST_LENGTH_FOR_DEGREES) - 1;
      double quantile = TDistribution.of(degrees).inverseSurvivalProbability(tail / 2);
      limit = Math.max(limit, quantile * Math.sqrt(length * variance(filled, length) * parts));
    }
    double shift = mean(cells.holdout(), ranks) - mean(train, ranks);
    return new LevelShift(Math.abs(shift), limit);
  }

  /** Of the middle of each cell among the rows to fit, from 0 to 1. */
  static double[] ranks(long[] train, double rows) {
    double[] ranks = new double[train.length];
    double below = 0;
    for (int cell = 0; cell < train.length; cell++) {
      ranks[cell] = (below + train[cell] / 2.0) / rows;
      below += train[cell];
    }
    return ranks;
  }

  /** NaN without rows. */
  static double mean(long[] counts, double[] ranks) {
    double sum = 0;
    double rows = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      sum += counts[cell] * ranks[cell];
      rows += counts[cell];
    }
    return sum / rows;
  }

  /** Between the means of parts of so many blocks. */
  private static double variance(double[] blocks, int length) {
    int parts = blocks.length / length;
    double[] means = new double[parts];
    for (int i = 0; i < parts * length; i++) {
      means[i / length] += blocks[i] / length;
    }
    double mean = Arrays.stream(means).average().orElseThrow();
    return Arrays.stream(means).map(own -> (own - mean) * (own - mean)).sum() / (parts - 1);
  }
}
