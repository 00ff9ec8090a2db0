package ratchet.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.ModelReader;

/** The bytes behind an alias, read with care: it may vanish, be something else, or be huge. */
final class AliasFile {
  private AliasFile() {}

  /**
   * The whole content, at most one byte more than a model may have; empty when there is no file.
   *
   * @throws InputException when something is there that cannot be read as a file; its message is a
   *     predicate of the file
   */
  static Optional<byte[]> read(Path alias) {
    return read(alias, ModelReader.MAX_BYTES);
  }

  /** As {@link #read(Path)}, with at most one byte more than {@code maxBytes}. */
  static Optional<byte[]> read(Path alias, int maxBytes) {
    try {
      if (Files.exists(alias) && !Files.isRegularFile(alias)) {
        // a pipe would block the reader for good
        throw new InputException("is not a regular file", "put a model file there");
      }
      try (InputStream in = Files.newInputStream(alias)) {
        return Optional.of(in.readNBytes(maxBytes + 1));
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (AccessDeniedException e) {
      throw new InputException("may not be read by this process", "let its user read the file", e);
    } catch (IOException e) {
      throw new InputException(
          "cannot be read (" + e.getClass().getSimpleName() + ")", "see that its disk is sound", e);
    }
  }
}
