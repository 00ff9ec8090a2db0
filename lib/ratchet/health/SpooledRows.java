package ratchet.health;

import java.nio.ByteBuffer;
import ratchet.data.ChronologicalSplit;

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
  private static final int LABELS_AT = LABEL_END_AT + Long.BYTES;

  /** Where a record has its values: both times, a byte for each label, a cell for each feature. */
  record Layout(int labels, int features) {
    int cellsAt() {
      return LABELS_AT + labels;
    }

    int bytes() {
      return cellsAt() + features * Short.BYTES;
    }
  }

  private final RowSpool spool;
  private final long size;
  private final int bytes;
  private final int cellsAt;
  private final ByteBuffer buffer;

  /** Row of the buffer's first record. */
  private long first;

  private long row = -1;
  private int at;

  /**
   * @param spool that has what is not in the buffer
   * @param buffer the first records, or none
   */
  SpooledRows(RowSpool spool, Layout layout, long size, ByteBuffer buffer) {
    this.spool = spool;
    this.size = size;
    this.bytes = layout.bytes();
    this.cellsAt = layout.cellsAt();
    this.buffer = buffer;
  }

  /** A label as a record has it. */
  static byte code(double value) {
    return (byte) (Double.isNaN(value) ? NO_LABEL : value == 0 || value == 1 ? value : MEASURED);
  }

  long size() {
    return size;
  }

  /** Goes before the first row. */
  void rewind() {
    row = -1;
  }

  /** Goes to the next row, if any. */
  boolean next() {
    if (row + 1 >= size) {
      return false;
    }
    goTo(row + 1);
    return true;
  }

  private void goTo(long place) {
    row = place;
    if (row < first || row >= first + buffer.limit() / bytes) {
      first = row;
      buffer.clear().limit(buffer.capacity() / bytes * bytes);
      spool.read(buffer, first * bytes);
      buffer.flip();
    }
    at = (int) (row - first) * bytes;
  }

  /** When the row at a place was decided; goes there. */
  long decisionMs(long place) {
    goTo(place);
    return decisionMs();
  }

  long decisionMs() {
    return buffer.getLong(at);
  }

  long labelEndMs() {
    return buffer.getLong(at + LABEL_END_AT);
  }

  ChronologicalSplit.Part part(ChronologicalSplit.Cut cut) {
    return cut.part(decisionMs(), labelEndMs());
  }

  /** 0 or 1 where the label is a class; else {@link #NO_LABEL} or {@link #MEASURED}. */
  int label(int index) {
    return buffer.get(at + LABELS_AT + index);
  }

  /** As {@link FeatureCells#cell}. */
  int cell(int feature) {
    return buffer.getShort(at + cellsAt + feature * Short.BYTES);
  }
}
