package ratchet.promote.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import ratchet.model.InputException;
import ratchet.store.FileFailure;
import ratchet.store.FileTrust;

/**
 * The secret that a runtime requires. It is sent to that runtime only and never printed.
 *
 * @param value the text after {@code Bearer}
 * @param warning a warning about the permissions of its file; empty when they are safe
 */
public record ReloadToken(String value, String warning) {
  private static final int MAX_BYTES = 8192;

  /** The characters that a bearer token may have (RFC 6750, section 2.1). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /**
   * Reads a token from a file; white space around it is removed.
   *
   * @throws InputException when the file is missing, unreadable, empty, holds anything else, or may
   *     be written by every user
   */
  public static ReloadToken read(Path file) {
    String text;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw invalid(file, "is larger than 8 KiB, so it is not a token");
      }
      FileTrust.requireNotWritableByAll("the token file", file);
      text = Files.readString(file).strip();
    } catch (IOException e) {
      throw FileFailure.of("cannot read the token file", file, "nothing was sent", e);
    }
    if (text.isEmpty()) {
      throw invalid(file, "is empty");
    }
    if (!TOKEN.matcher(text).matches()) {
      throw invalid(file, "holds characters that a token cannot have");
    }
    return new ReloadToken(text, unsafe(file));
  }

  private static String unsafe(Path file) {
    return FileTrust.isReadableByAll(file)
        ? "every user of this machine may read the token file " + file + "; run: chmod 600 " + file
        : "";
  }

  private static InputException invalid(Path file, String why) {
    return new InputException(
        "the token file " + file + " " + why,
        "write the runtime's token into it, and nothing else");
  }

  /** A text without the secret. */
  @Override
  public String toString() {
    return "ReloadToken[hidden]";
  }
}
