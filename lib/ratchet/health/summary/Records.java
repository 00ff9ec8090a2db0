package ratchet.health.summary;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * Records of one width, each of which begins with the number that it is ordered by. It stands at
 * one after the other, and starts anew as often as it is asked to. Memory holds one buffer of them.
 * Not thread-safe.
 */
final class Records {
  private final TemporaryFile file;
  private final long fromByte;
  private final long size;
  private final int recordBytes;
  private final ByteBuffer buffer;

  /** Of the records in the buffer, the first one's place and that behind the last. */
  private long first;

  private long end;
  private long place = -1;
  private int at;

  private Records(
      TemporaryFile file, long fromByte, long size, int recordBytes, ByteBuffer buffer) {
    this.file = file;
    this.fromByte = fromByte;
    this.size = size;
    this.recordBytes = recordBytes;
    this.buffer = buffer;
  }

  /** Those that were put into a buffer. */
  static Records in(ByteBuffer buffer, int recordBytes) {
    Records records =
        new Records(null, 0, buffer.position() / recordBytes, recordBytes, buffer.flip());
    records.end = records.size;
    return records;
  }

  /**
   * Those in a file from one place to before another.
   *
   * @param buffer for this alone; room for one record at least
   */
  static Records in(TemporaryFile file, long from, long to, int recordBytes, ByteBuffer buffer) {
    return new Records(file, from * recordBytes, to - from, recordBytes, buffer);
  }

  long size() {
    return size;
  }

  /** Goes before the first one. */
  void rewind() {
    place = -1;
  }

  /** Goes to the next one, if any. */
  boolean next() {
    if (place + 1 >= size) {
      return false;
    }
    goTo(place + 1);
    return true;
  }

  void goTo(long wanted) {
    if (wanted < first || wanted >= end) {
      fill(wanted);
    }
    place = wanted;
    at = (int) (wanted - first) * recordBytes;
  }

  private void fill(long from) {
    Objects.checkIndex(from, size);
    long count = Math.min(buffer.capacity() / recordBytes, size - from);
    buffer.clear().limit((int) count * recordBytes);
    file.read(buffer, fromByte + from * recordBytes);
    first = from;
    end = from + count;
  }

  /** What it is ordered by. */
  long key() {
    return buffer.getLong(at);
  }

  /**
   * @param offset in the record, as for the other widths
   */
  long eightBytes(int offset) {
    return buffer.getLong(at + offset);
  }

  short twoBytes(int offset) {
    return buffer.getShort(at + offset);
  }

  byte oneByte(int offset) {
    return buffer.get(at + offset);
  }

  void copyTo(ByteBuffer into) {
    into.put(buffer.array(), at, recordBytes);
  }
}
