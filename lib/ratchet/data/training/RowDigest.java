package ratchet.data.training;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import ratchet.model.Digest;

/**
 * SHA-256 over training rows in their order: per row the decision and label times, the key's length
 * and UTF-8 bytes, then labels and features as IEEE bits (a missing label is the canonical NaN),
 * all big-endian. Not thread-safe.
 */
public final class RowDigest {
  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageDigest digest = Digest.sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  /** Begins a row, whose {@link #number numbers} follow. */
  public void row(long decisionMs, long labelEndMs, byte[] key) {
    reserve(Long.BYTES + Long.BYTES + Integer.BYTES);
    buffer.putLong(decisionMs).putLong(labelEndMs).putInt(key.length);
    if (key.length > BUFFER_BYTES) {
      drain();
      digest.update(key);
    } else {
      reserve(key.length);
      buffer.put(key);
    }
  }

  /** Adds the row's next number: its labels, then its features. */
  public void number(double value) {
    reserve(Double.BYTES);
    buffer.putLong(Double.doubleToLongBits(value));
  }

  private void reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  private void drain() {
    digest.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  /** The digest of all rows so far, 64 hex digits; call it once. */
  public String hex() {
    drain();
    return Digest.hex(digest.digest());
  }
}
