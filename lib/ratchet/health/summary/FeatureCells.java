package ratchet.health.summary;

import java.util.List;
import ratchet.data.training.ChronologicalSplit;

/**
 * How the values of one feature are spread, in the rows to fit and in the holdout: counts in cells
 * of equal width over [0, 1], where every feature lies but a congestion that is out of bounds, and
 * a cell each for what is below and what is above. Whatever is asked of a feature's distribution is
 * answered from such counts, so that nothing is sorted, and memory does not grow with the rows;
 * what lies within one cell counts as equal.
 *
 * @param blocks rows to fit, cut into {@link #BLOCKS} parts in time, by part and cell
 * @param holdout holdout rows by cell
 */
public record FeatureCells(String feature, long[][] blocks, long[] holdout) {
  /** Cells within [0, 1]. */
  static final int INNER = 1024;

  /** All cells: that below, those within, that above. */
  public static final int COUNT = INNER + 2;

  /** Parts of the rows to fit: each long beside what one mint lasts, and enough to compare. */
  public static final int BLOCKS = 32;

  private FeatureCells(String feature) {
    this(feature, new long[BLOCKS][COUNT], new long[COUNT]);
  }

  /**
   * Of each feature, in one pass.
   *
   * @param trainRows how many of the rows are to be fitted
   */
  static List<FeatureCells> of(
      List<String> features, PackedRows rows, ChronologicalSplit.Cut cut, long trainRows) {
    List<FeatureCells> all = features.stream().map(FeatureCells::new).toList();
    long fitted = 0;
    rows.rewind();
    while (rows.next()) {
      switch (rows.part(cut)) {
        case TRAIN -> {
          int block = block(fitted++, trainRows);
          for (int j = 0; j < all.size(); j++) {
            all.get(j).blocks[block][rows.cell(j)]++;
          }
        }
        case HOLDOUT -> {
          for (int j = 0; j < all.size(); j++) {
            all.get(j).holdout[rows.cell(j)]++;
          }
        }
        case PURGED -> {}
      }
    }
    return all;
  }

  /** The part of a row to fit, by its place: part b begins at rows·b/BLOCKS, rounded down. */
  private static int block(long place, long rows) {
    return (int) (((place + 1) * BLOCKS - 1) / rows);
  }

  /** Rows to fit by cell. */
  long[] train() {
    long[] train = new long[COUNT];
    for (long[] block : blocks) {
      for (int cell = 0; cell < COUNT; cell++) {
        train[cell] += block[cell];
      }
    }
    return train;
  }

  public static int cell(double value) {
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
