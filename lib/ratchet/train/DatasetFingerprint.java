package ratchet.train;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import ratchet.data.training.TrainingSet;
import ratchet.model.Digest;

/**
 * SHA-256 over the training rows in their order: per row the decision and label times, the key's
 * length and UTF-8 bytes, then labels and features as IEEE bits (a missing label is the canonical
 * NaN), all big-endian.
 */
final class DatasetFingerprint {
  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageDigest digest = Digest.sha256();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  private DatasetFingerprint() {}

  /**
   * @param rows numbers of the rows that were fitted, rising
   */
  static String of(TrainingSet set, int[] rows) {
    DatasetFingerprint fingerprint = new DatasetFingerprint();
    for (int row : rows) {
      fingerprint.add(set, row);
    }
    fingerprint.drain();
    return Digest.hex(fingerprint.digest.digest());
  }

  private void add(TrainingSet set, int row) {
    byte[] key = set.keyUtf8(row);
    reserve(Long.BYTES + Long.BYTES + Integer.BYTES);
    buffer.putLong(set.decisionMs()[row]).putLong(set.labelEndMs()[row]).putInt(key.length);
    if (key.length > BUFFER_BYTES) {
      drain();
      digest.update(key);
    } else {
      reserve(key.length);
      buffer.put(key);
    }
    add(set.labels(), row);
    add(set.features(), row);
  }

  private void add(double[][] columns, int row) {
    reserve(columns.length * Double.BYTES);
    for (double[] column : columns) {
      buffer.putLong(Double.doubleToLongBits(column[row]));
    }
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
}
