package ratchet.health.summary;

import ratchet.data.training.ChronologicalSplit;

/**
 * The rows of a training set in the order of their decisions, as far as a summary counts them. It
 * stands at one row after the other, and starts anew as often as it is asked to. Not thread-safe.
 */
final class SpooledRows {
  /** What a label is that the row does not have. */
  static final int NO_LABEL = -1;

  /** What a label is that is no class but a measure. */
  static final int MEASURED = 2;

  private static final int LABEL_END_AT = Long.BYTES;
  private static final int MINT_AT = LABEL_END_AT + Long.BYTES;

  /**
   * Where a record has its values: both times, perhaps a number for the mint, a byte for each
   * label, a cell for each feature.
   */
  record Layout(boolean hasMint, int labels, int features) {
    int labelsAt() {
      return hasMint ? MINT_AT + Long.BYTES : MINT_AT;
    }

    int cellsAt() {
      return labelsAt() + labels;
    }

    int bytes() {
      return cellsAt() + features * Short.BYTES;
    }
  }

  private final Records records;
  private final int labelsAt;
  private final int cellsAt;

  /**
   * @param records ordered by the time of the decision
   */
  SpooledRows(Records records, Layout layout) {
    this.records = records;
    this.labelsAt = layout.labelsAt();
    this.cellsAt = layout.cellsAt();
  }

  /** A label as a record has it. */
  static byte code(double value) {
    return (byte) (Double.isNaN(value) ? NO_LABEL : value == 0 || value == 1 ? value : MEASURED);
  }

  long size() {
    return records.size();
  }

  /** Goes before the first row. */
  void rewind() {
    records.rewind();
  }

  /** Goes to the next row, if any. */
  boolean next() {
    return records.next();
  }

  /** When the row at a place was decided; goes there. */
  long decisionMs(long place) {
    records.goTo(place);
    return decisionMs();
  }

  long decisionMs() {
    return records.key();
  }

  long labelEndMs() {
    return records.eightBytes(LABEL_END_AT);
  }

  /** As {@link SharedMints#number}; only of rows that have it. */
  long mint() {
    return records.eightBytes(MINT_AT);
  }

  ChronologicalSplit.Part part(ChronologicalSplit.Cut cut) {
    return cut.part(decisionMs(), labelEndMs());
  }

  /** 0 or 1 where the label is a class; else {@link #NO_LABEL} or {@link #MEASURED}. */
  int label(int index) {
    return records.oneByte(labelsAt + index);
  }

  /** As {@link FeatureCells#cell}. */
  int cell(int feature) {
    return records.twoBytes(cellsAt + feature * Short.BYTES);
  }
}
