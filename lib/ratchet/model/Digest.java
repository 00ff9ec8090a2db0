package ratchet.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, as 64 lower-case hex digits: the identity of a model version. */
public final class Digest {
  private Digest() {}

  /** SHA-256 of the content, as hex digits. */
  public static String of(byte[] content) {
    return hex(sha256().digest(content));
  }

  /** A new SHA-256 digest to update piece by piece; {@link #hex(byte[])} converts its result. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The bytes as lower-case hex digits. */
  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /** The first 12 digits, the form that messages show. */
  public static String abbreviate(String sha256) {
    return sha256.substring(0, Math.min(12, sha256.length()));
  }
}
