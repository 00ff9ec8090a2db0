package ratchet.health;

import java.util.Arrays;
import ratchet.data.TrainingSet;

/**
 * How the values of one feature are spread, in the rows to fit and in the holdout: counts in cells
 * of equal width over [0, 1], where every feature lies but a congestion that is out of bounds, and
 * a cell each for what is below and what is above. Whatever is asked of a feature's distribution is
 * answered from such counts, so that its column is read once, nothing is sorted, and memory does
 * not grow with the rows; what lies within one cell counts as equal.
 *
 * @param blocks rows to fit, cut into {@link #BLOCKS} parts in time, by part and cell
 * @param holdout holdout rows by cell
 */
record FeatureCells(String feature, long[][] blocks, long[] holdout) {
  /** Cells within [0, 1]. */
  static final int INNER = 1024;

  /** All cells: that below, those within, that above. */
  static final int COUNT = INNER + 2;

  /** Parts of the rows to fit: each long beside what one mint lasts, and enough to compare. */
  static final int BLOCKS = 32;

  /**
   * @param train row numbers, rising
   * @param holdout row numbers
   */
  static FeatureCells of(TrainingSet set, int feature, int[] train, int[] holdout) {
    return of(set.featureNames().get(feature), set.features()[feature], train, holdout);
  }

  static FeatureCells of(String feature, double[] column, int[] train, int[] holdout) {
    long[][] blocks = new long[BLOCKS][];
    for (int block = 0; block < BLOCKS; block++) {
      int from = (int) ((long) train.length * block / BLOCKS);
      int to = (int) ((long) train.length * (block + 1) / BLOCKS);
      blocks[block] = counts(column, train, from, to);
    }
    return new FeatureCells(feature, blocks, counts(column, holdout, 0, holdout.length));
  }

  private static long[] counts(double[] column, int[] rows, int from, int to) {
    long[] counts = new long[COUNT];
    for (int i = from; i < to; i++) {
      counts[cell(column[rows[i]])]++;
    }
    return counts;
  }

  /** Rows to fit by cell. */
  long[] train() {
    long[] train = new long[COUNT];
    Arrays.setAll(train, cell -> Arrays.stream(blocks).mapToLong(block -> block[cell]).sum());
    return train;
  }

  static int cell(double value) {
    if (value < 0) {
      return 0;
    }
    return value > 1 ? COUNT - 1 : 1 + Math.min(INNER - 1, (int) (value * INNER));
  }

  /** Where a cell begins; the cell of what is below 0 begins one width below. */
  static double lowerEdge(int cell) {
    return (cell - 1) / (double) INNER;
  }
}
