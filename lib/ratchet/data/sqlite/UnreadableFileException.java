package ratchet.data.sqlite;

import java.nio.file.Path;
import ratchet.model.InputException;

/** One database file cannot be read, or is not a database; other files may still be read. */
public final class UnreadableFileException extends InputException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  /** Without a cause. */
  public UnreadableFileException(Path file, String message, String remedy) {
    this(file, message, remedy, null);
  }

  /**
   * @param file as the user named it
   * @param message names the file
   */
  public UnreadableFileException(Path file, String message, String remedy, Throwable cause) {
    super(message, remedy, cause);
    this.file = file;
  }

  Path file() {
    return file;
  }
}
