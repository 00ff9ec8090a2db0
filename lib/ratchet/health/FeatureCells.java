package ratchet.health;

import ratchet.data.TrainingSet;

/**
 * How the values of one feature are spread, in the rows to fit and in the holdout: counts in cells
 * of equal width over [0, 1], where every feature lies but a congestion that is out of bounds, and
 * a cell for what is below and what is above. Whatever is asked of a feature's distribution is
 * answered from these counts, so that its column is read once and nothing is sorted; what lies
 * within one cell counts as equal.
 *
 * @param train rows to fit by cell
 * @param holdout holdout rows by cell
 */
record FeatureCells(String feature, long[] train, long[] holdout) {
  /** Cells within [0, 1]. */
  static final int INNER = 1024;

  /** All cells: that below, those within, that above. */
  static final int COUNT = INNER + 2;

  static FeatureCells of(TrainingSet set, int feature, int[] train, int[] holdout) {
    double[] column = set.features()[feature];
    return new FeatureCells(
        set.featureNames().get(feature), counts(column, train), counts(column, holdout));
  }

  private static long[] counts(double[] column, int[] rows) {
    long[] counts = new long[COUNT];
    for (int row : rows) {
      counts[cell(column[row])]++;
    }
    return counts;
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
