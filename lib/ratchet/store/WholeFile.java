package ratchet.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import ratchet.model.InputException;

/**
 * Files that appear whole or not at all, even when the process is killed: who reads one meanwhile
 * sees the former file or the new one. (Aliases have a writer of their own, which can also be made
 * to fail at each of its steps.)
 */
public final class WholeFile {
  /** Writes the content. */
  @FunctionalInterface
  public interface Body {
    void write(OutputStream to) throws IOException;
  }

  private WholeFile() {}

  /** The same for text, in UTF-8. */
  public static void write(Path target, String text) {
    write(target, to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a temporary file in the same folder, syncs it, renames it over the target and syncs the
   * folder; missing folders are created.
   *
   * @throws InputException when the folder or the file cannot be written; the target is as it was
   */
  public static void write(Path target, Body body) {
    Path folder = target.toAbsolutePath().getParent();
    Path temporary =
        folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.createDirectories(folder);
      writeAndSync(temporary, body);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw notWritable(target, removed(temporary, e));
    }
  }

  /**
   * Says early what {@link #write} would fail on.
   *
   * @throws InputException when the target is a folder, or lies in something that is none or that
   *     may not be written
   */
  public static void requireWritable(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw notWritable(target, new IOException(folder + " is not a folder"));
    }
    if (!Files.isWritable(folder)) {
      throw notWritable(target, new IOException("no permission to write to " + folder));
    }
    if (Files.isDirectory(target)) {
      throw notWritable(target, new IOException("it is a folder"));
    }
  }

  /**
   * The same for a file that others pick up, whose folder they know: one that is missing is a
   * mistake in the name, and is not made.
   *
   * @throws InputException also when the folder is not there
   */
  public static void requireFolder(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw notWritable(target, new IOException("there is no folder " + folder));
    }
    requireWritable(target);
  }

  private static void writeAndSync(Path file, Body body) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
      body.write(out);
      out.flush();
      channel.force(true);
    }
  }

  private static IOException removed(Path temporary, IOException cause) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  private static InputException notWritable(Path target, IOException cause) {
    return new InputException(
        "cannot write " + target + ": " + cause.getMessage(),
        "choose a folder that can be written, or mend its permissions and free space",
        cause);
  }
}
