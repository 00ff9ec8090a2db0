package ratchet.train;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import ratchet.model.InputException;

/** Files that appear whole or not at all, even when the process is killed. */
final class AtomicFile {
  /** Writes the content. */
  interface Body {
    void write(OutputStream to) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes a temporary file in the same folder, syncs it, renames it over the target and syncs the
   * folder; missing folders are created.
   *
   * @throws InputException when the folder or the file cannot be written; the target is as it was
   */
  static void write(Path target, Body body) {
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
  static void requireWritable(Path target) {
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
