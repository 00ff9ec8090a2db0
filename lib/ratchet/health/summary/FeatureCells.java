package ratchet.health.summary;

import java.util.List;
import ratchet.data.training.ChronologicalSplit;

/**
 * Histogram of one feature in the training rows and in the holdout: counts in cells of equal width
 * over [0, 1], plus one cell for values below and one for values above (only a congestion score can
 * lie outside). All figures about a feature's distribution are computed from these counts. So
 * nothing is sorted and memory does not grow with the rows; values within one cell count as equal.
 *
 * @param blocks counts of the training rows by part and cell; the rows are cut into {@link #BLOCKS}
 *     parts in time
 * @param holdout counts of the holdout rows by cell
 */
public record FeatureCells(String feature, long[][] blocks, long[] holdout) {
  /** Cells within [0, 1]. */
  static final int INNER = 1024;

  /** All cells: one below, those within, one above. */
  public static final int COUNT = INNER + 2;

  /**
   * Number of parts of the training rows: each part is long compared with the life of one mint, and
   * there are enough parts to compare.
   */
  public static final int BLOCKS = 32;

  private FeatureCells(String feature) {
    this(feature, new long[BLOCKS][COUNT], new long[COUNT]);
  }

  /**
   * The cells of each feature, counted in one pass.
   *
   * @param trainRows number of training rows
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

  /** The part of the training row at this place: part b begins at rows·b/BLOCKS, rounded down. */
  private static int block(long place, long rows) {
    return (int) (((place + 1) * BLOCKS - 1) / rows);
  }

  /** Counts of the training rows by cell. */
  long[] train() {
    long[] train = new long[COUNT];
    for (long[] block : blocks) {
      for (int cell = 0; cell < COUNT; cell++) {
        train[cell] += block[cell];
      }
    }
    return train;
  }

  /** Index of the cell of a value, from 0 to {@link #COUNT} − 1. */
  public static int cell(double value) {
    if (value < 0) {
      return 0;
    }
    return value > 1 ? COUNT - 1 : 1 + Math.min(INNER - 1, (int) (value * INNER));
  }

  /** Lower edge of a cell; the cell for values below 0 begins one cell width below 0. */
  static double lowerEdge(int cell) {
    return (cell - 1) / (double) INNER;
  }
}
