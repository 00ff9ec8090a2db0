package ratchet.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import ratchet.model.Digest;
import ratchet.model.InputException;

/**
 * The secret that a request must send as {@code Authorization: Bearer …}. When the file changes,
 * the new secret replaces the old one; while the file holds no valid secret, every request that
 * needs it is refused. Thread-safe.
 */
final class TokenFile {
  static final int MIN_CHARACTERS = 16;

  private static final String SCHEME = "Bearer ";

  private final Path file;
  private final Consumer<String> log;
  private AliasStamp stamp;
  private AliasStamp lastSeen;
  private volatile Optional<byte[]> sha256;

  private TokenFile(Path file, Consumer<String> log) {
    this.file = file;
    this.log = log;
    this.stamp = AliasStamp.of(file);
    this.lastSeen = stamp;
    this.sha256 = Optional.of(hash(secret(file)));
    warnIfOpen();
  }

  /**
   * Reads the secret: the file's content without white space at its ends.
   *
   * @param log receives a line when the secret changes, and a warning when every user may read the
   *     file
   * @throws InputException when the file cannot be read, does not hold one word of at least {@value
   *     #MIN_CHARACTERS} visible ASCII characters, or may be written by every user
   */
  static TokenFile read(Path file, Consumer<String> log) {
    return new TokenFile(file, log);
  }

  /** Reads the file again if it has changed and has the same stamp as at the last call. */
  synchronized void refresh() {
    AliasStamp now = AliasStamp.of(file);
    boolean settled = now.equals(lastSeen);
    lastSeen = now;
    if (!settled || now.equals(stamp)) {
      return;
    }
    stamp = now;
    try {
      sha256 = Optional.of(hash(secret(file)));
      log.accept("the token file was read again: only the new token is accepted now");
      warnIfOpen();
    } catch (InputException e) {
      sha256 = Optional.empty();
      log.accept(e.getMessage() + "; every POST is refused until this is fixed");
    }
  }

  /**
   * Whether the header holds the secret. The comparison takes the same time for every wrong secret.
   */
  boolean isIn(Optional<String> authorization) {
    String header = authorization.orElse("");
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] sent = hash(header.substring(SCHEME.length()).strip());
    return sha256.map(expected -> MessageDigest.isEqual(expected, sent)).orElse(false);
  }

  private void warnIfOpen() {
    if (hasMode(file, PosixFilePermission.OTHERS_READ)) {
      log.accept(
          "warning: every user of this machine may read the token file "
              + file
              + "; run: chmod 600 "
              + file);
    }
  }

  private static boolean hasMode(Path file, PosixFilePermission bit) {
    try {
      return Files.getPosixFilePermissions(file).contains(bit);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // a file system without POSIX permissions cannot be checked
    }
  }

  private static String secret(Path file) {
    if (hasMode(file, PosixFilePermission.OTHERS_WRITE)) {
      throw new InputException(
          "token file " + file + " may be written by every user of this machine",
          "put a new secret into it and run: chmod 600 " + file);
    }
    String secret;
    try {
      secret = Files.readString(file).strip();
    } catch (IOException e) {
      throw new InputException(
          "token file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")",
          "write a secret of at least " + MIN_CHARACTERS + " characters into it",
          e);
    }
    if (secret.length() < MIN_CHARACTERS || !secret.chars().allMatch(TokenFile::isVisible)) {
      throw new InputException(
          "token file "
              + file
              + " does not hold one word of at least "
              + MIN_CHARACTERS
              + " visible ASCII characters",
          "for instance: openssl rand -hex 32 > " + file);
    }
    return secret;
  }

  private static boolean isVisible(int character) {
    return character > ' ' && character < 127;
  }

  private static byte[] hash(String secret) {
    return Digest.sha256().digest(secret.getBytes(StandardCharsets.UTF_8));
  }
}
