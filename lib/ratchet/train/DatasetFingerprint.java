package ratchet.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import ratchet.data.TrainingSet;
import ratchet.model.Digest;

/**
 * SHA-256 over the training rows in their order: per row the decision and label times, the key's
 * length and UTF-8 bytes, then labels and features as IEEE bits (a missing label is the canonical
 * NaN), all big-endian.
 */
final class DatasetFingerprint {
  private static final int BUFFER_BYTES = 1 << 16;

  private DatasetFingerprint() {}

  /**
   * @param rows numbers of the rows that were fitted, rising
   */
  static String of(TrainingSet set, int[] rows) {
    MessageDigest digest = Digest.sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    int rowBytes = 8 * (2 + set.labels().length + set.features().length) + 4;
    for (int row : rows) {
      byte[] key = set.keys().get(row).getBytes(StandardCharsets.UTF_8);
      if (buffer.remaining() < rowBytes) {
        drain(buffer, digest);
      }
      buffer.putLong(set.decisionMs()[row]).putLong(set.labelEndMs()[row]).putInt(key.length);
      if (buffer.remaining() < key.length + rowBytes) {
        drain(buffer, digest);
      }
      if (key.length + rowBytes > BUFFER_BYTES) {
        digest.update(key);
      } else {
        buffer.put(key);
      }
      for (double[] label : set.labels()) {
        buffer.putLong(Double.doubleToLongBits(label[row]));
      }
      for (double[] feature : set.features()) {
        buffer.putLong(Double.doubleToLongBits(feature[row]));
      }
    }
    drain(buffer, digest);
    return Digest.hex(digest.digest());
  }

  private static void drain(ByteBuffer buffer, MessageDigest digest) {
    digest.update(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
