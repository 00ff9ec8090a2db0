package ratchet.health.summary;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far the level of a feature has shifted in the holdout, in ranks among the training rows: 0
 * means no shift, 0.5 means that all holdout values lie beyond all training values. The mean
 * detects a shift of the level earlier than the index over bins does.
 *
 * <p>The standard error is estimated from the training rows, cut into parts in time of one, two and
 * four blocks. Effects that last longer than a block, such as a day's regime or the attempts on one
 * mint, make the parts differ by more than independent rows would. The limit is a t quantile times
 * the largest standard error over the lengths; four blocks use the degrees of freedom of two.
 *
 * @param shift absolute shift of the mean rank, 0 to 0.5
 * @param limit largest shift that chance explains; infinite when there are no rows to compare
 */
record LevelShift(double shift, double limit) {
  private static final int[] LENGTHS = {1, 2, 4};
  private static final int MOST_LENGTH_FOR_DEGREES = 2;

  /** The largest possible shift. */
  static final double FARTHEST = 0.5;

  /**
   * @param train counts of the training rows by cell
   * @param tail probability that a feature without a shift exceeds the limit in either direction
   */
  static LevelShift of(FeatureCells cells, long[] train, double tail) {
    double rows = Arrays.stream(train).sum();
    double held = Arrays.stream(cells.holdout()).sum();
    double[] ranks = ranks(train, rows);
    double[] means = new double[FeatureCells.BLOCKS];
    for (int block = 0; block < means.length; block++) {
      means[block] = mean(cells.blocks()[block], ranks);
    }
    // a block is empty when there are fewer rows than blocks; it has no mean
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

  /** Rank of the middle of each cell among the training rows, from 0 to 1. */
  static double[] ranks(long[] train, double rows) {
    double[] ranks = new double[train.length];
    double below = 0;
    for (int cell = 0; cell < train.length; cell++) {
      ranks[cell] = (below + train[cell] / 2.0) / rows;
      below += train[cell];
    }
    return ranks;
  }

  /** Mean rank of the counted rows; NaN without rows. */
  static double mean(long[] counts, double[] ranks) {
    double sum = 0;
    double rows = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      sum += counts[cell] * ranks[cell];
      rows += counts[cell];
    }
    return sum / rows;
  }

  /** Variance of the means of parts of {@code length} blocks. */
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
