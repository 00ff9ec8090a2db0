package ratchet.promote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import ratchet.model.InputException;

/** A file that others pick up while we write: they see the old one or the new one, whole. */
public final class ReportFile {
  private ReportFile() {}

  /**
   * @throws InputException when the file's folder is not there or cannot be written to
   */
  public static void check(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new InputException(
          file + ": its folder does not exist or cannot be written to",
          "make the folder, or name another file");
    }
    if (Files.isDirectory(file)) {
      throw new InputException(file + ": is a folder", "name a file in it");
    }
  }

  /**
   * @throws InputException when it cannot be written; an older file is then as it was
   */
  public static void write(Path file, String text) {
    Path target = file.toAbsolutePath();
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.writeString(temporary, text, StandardCharsets.UTF_8);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputException(
          file + ": cannot be written (" + e.getMessage() + ")",
          "the promotion itself is done; see history",
          e);
    }
  }
}
