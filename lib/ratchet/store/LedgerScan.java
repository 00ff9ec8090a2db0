package ratchet.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Reads the lines of a large file one at a time, in the memory of the longest line. */
final class LedgerScan {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LONGEST_LINE_BYTES = 64 << 20;

  /** Receives lines. */
  @FunctionalInterface
  interface Lines {
    /**
     * @param line without its newline
     * @return whether to go on
     */
    boolean accept(byte[] line) throws IOException;
  }

  private LedgerScan() {}

  /**
   * Passes on every line between two offsets that ends in a newline, in order.
   *
   * @throws IOException also for a line of more than 64 MiB
   */
  static void lines(SeekableByteChannel file, long from, long to, Lines lines) throws IOException {
    ByteArrayOutputStream begun = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    file.position(from);
    long left = to - from;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
      int read = file.read(buffer);
      if (read < 0) {
        return;
      }
      left -= read;
      int start = 0;
      for (int i = 0; i < read; i++) {
        if (buffer.get(i) == '\n') {
          begun.write(buffer.array(), start, i - start);
          byte[] line = begun.toByteArray();
          begun.reset();
          start = i + 1;
          if (!lines.accept(line)) {
            return;
          }
        }
      }
      begun.write(buffer.array(), start, read - start);
      if (begun.size() > LONGEST_LINE_BYTES) {
        throw new IOException("has a line of more than 64 MiB");
      }
    }
  }

  /** The bytes from an offset on; fewer than {@code length} when the file ends before. */
  static byte[] bytes(SeekableByteChannel file, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    file.position(offset);
    while (buffer.hasRemaining() && file.read(buffer) >= 0) {
      // until it is full
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /**
   * The offset at which the line begins that ends just before {@code end}: after the preceding
   * newline, or 0.
   */
  static long lineStart(SeekableByteChannel file, long end) throws IOException {
    long position = end;
    while (position > 0) {
      int length = (int) Math.min(position, BUFFER_BYTES);
      byte[] part = bytes(file, position - length, length);
      for (int i = part.length - 1; i >= 0; i--) {
        if (part[i] == '\n') {
          return position - length + i + 1;
        }
      }
      position -= length;
    }
    return 0;
  }
}
