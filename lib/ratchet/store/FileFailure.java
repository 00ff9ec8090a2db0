package ratchet.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import ratchet.model.InputException;

/** Turns an {@link IOException} into an {@link InputException} that names the file and a remedy. */
public final class FileFailure {
  static final String FREE_SPACE = "free some space on that file system and run again";

  private FileFailure() {}

  /**
   * @param doing the beginning of the message, e.g. {@code cannot replace}
   * @param state what is true after the failure, e.g. {@code the alias is unchanged}; may be empty
   */
  public static InputException of(String doing, Path path, String state, IOException cause) {
    String message = doing + " " + path + ": " + reason(cause);
    return new InputException(
        state.isEmpty() ? message : message + "; " + state, remedy(cause), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (cause instanceof NotDirectoryException file) {
      return file.getFile() + " is not a folder";
    }
    if (cause instanceof FileAlreadyExistsException existing) {
      return existing.getFile() + " is in the way";
    }
    if (cause instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  static boolean isFull(IOException cause) {
    String reason = reason(cause);
    return reason.contains("No space left") || reason.contains("quota");
  }

  private static String remedy(IOException cause) {
    if (isFull(cause)) {
      return FREE_SPACE;
    }
    if (cause instanceof NoSuchFileException) {
      return "create the folder, or correct --models-dir or --alias";
    }
    return "check this account's permissions there and the device, then run again";
  }
}
