package ratchet.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import ratchet.model.Digest;
import ratchet.model.InputException;

/** The secret that a request must bring as {@code Authorization: Bearer …}. */
final class AccessToken {
  static final int MIN_CHARACTERS = 16;

  private static final String SCHEME = "Bearer ";

  private final byte[] sha256;

  private AccessToken(String secret) {
    this.sha256 = hash(secret);
  }

  /**
   * The file's content without the white space around it.
   *
   * @throws InputException when the file cannot be read, or holds no secret worth the name
   */
  static AccessToken read(Path file) {
    String secret;
    try {
      secret = Files.readString(file).strip();
    } catch (IOException e) {
      throw new InputException(
          "token file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")",
          "write a secret of at least " + MIN_CHARACTERS + " characters into it",
          e);
    }
    if (secret.length() < MIN_CHARACTERS || !secret.chars().allMatch(AccessToken::isVisible)) {
      throw new InputException(
          "token file "
              + file
              + " does not hold one word of at least "
              + MIN_CHARACTERS
              + " visible ASCII characters",
          "for instance: openssl rand -hex 32 > " + file);
    }
    return new AccessToken(secret);
  }

  /** Takes the same time whatever is wrong with the header's secret; null is no header. */
  boolean isIn(String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    return MessageDigest.isEqual(sha256, hash(authorization.substring(SCHEME.length()).strip()));
  }

  private static boolean isVisible(int character) {
    return character > ' ' && character < 127;
  }

  private static byte[] hash(String secret) {
    return Digest.sha256().digest(secret.getBytes(StandardCharsets.UTF_8));
  }
}
