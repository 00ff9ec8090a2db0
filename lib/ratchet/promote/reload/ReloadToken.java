package ratchet.promote.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import ratchet.model.InputException;
import ratchet.store.FileFailure;
import ratchet.store.FileTrust;

/**
 * The secret a runtime asks for. It is sent to the runtime it is meant for and shown nowhere.
 *
 * @param value what follows {@code Bearer}
 * @param warning what is unsafe about the file it came from; empty when nothing is
 */
public record ReloadToken(String value, String warning) {
  private static final int MAX_BYTES = 8192;

  /** The characters that a bearer token may have (RFC 6750, section 2.1). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  /**
   * Reads a token, without the white space around it.
   *
   * @throws InputException when the file is missing, unreadable, empty, holds anything else, or may
   *     be written by every user
   */
  public static ReloadToken read(Path file) {
    String text;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw invalid(file, "is larger than 8 KiB, so it is no token");
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
      throw invalid(file, "holds characters that no token has");
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

  /** Without the secret. */
  @Override
  public String toString() {
    return "ReloadToken[hidden]";
  }
}
