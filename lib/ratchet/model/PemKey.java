package ratchet.model;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.util.Base64;

/** Reads Ed25519 keys in the PEM form that openssl writes. */
final class PemKey {
  static final String ALGORITHM = "Ed25519";

  private PemKey() {}

  /** Converts the decoded body of a PEM block to a key. */
  @FunctionalInterface
  interface Decoder<K extends Key> {
    K decode(KeyFactory factory, byte[] der) throws GeneralSecurityException;
  }

  /**
   * @param label the text between the dashes, e.g. {@code PRIVATE KEY}
   * @param file the file's name for messages; a message never contains the key
   * @throws InputException when the content does not hold exactly one Ed25519 key with this label
   */
  static <K extends Key> K read(
      byte[] content, String label, String file, String remedy, Decoder<K> decoder) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String begin = "-----BEGIN " + label + "-----";
    int start = text.indexOf(begin);
    int end = text.indexOf("-----END " + label + "-----");
    if (start < 0 || end < start || text.indexOf(begin, start + 1) >= 0) {
      throw new InputException("key file " + file + " does not hold one " + begin, remedy);
    }
    try {
      byte[] der =
          Base64.getDecoder()
              .decode(text.substring(start + begin.length(), end).replaceAll("\\s", ""));
      return decoder.decode(KeyFactory.getInstance(ALGORITHM), der);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InputException("key file " + file + " holds no " + ALGORITHM + " key", remedy, e);
    }
  }
}
