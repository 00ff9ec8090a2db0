package ratchet.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import ratchet.model.InputException;

/**
 * Writes a file whole or not at all, even when the process is killed: a reader sees the former file
 * or the new one. (Aliases are written by {@link AliasStore}, whose {@link FileOperations} tests
 * can make fail at each step.)
 */
public final class AtomicFile {
  /** Writes the content to the stream; it does not close the stream. */
  @FunctionalInterface
  public interface Body {
    void write(OutputStream to) throws IOException;
  }

  /** The bits of a mode that hold the type of the file, as in {@code stat(2)}. */
  private static final int FILE_TYPE = 0170000;

  private static final int CHARACTER_DEVICE = 0020000;

  private static final byte[] JSON = {'{'};

  /** The first bytes of a SQLite database. */
  private static final byte[] SQLITE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private AtomicFile() {}

  /** As {@link #write(Path, Body)}, for text, in UTF-8. */
  public static void write(Path target, String text) {
    write(target, to -> to.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Writes a temporary file in the same folder, syncs it, renames it over the target and syncs the
   * folder; missing folders are created. A file that is replaced keeps its mode, and its owner and
   * group as far as this account may give them. A symbolic link stays: the file it leads to is
   * replaced, unless the link or that file is another user's. A device such as {@code /dev/null} is
   * written to and not replaced.
   *
   * @throws InputException when the folder or the file cannot be written, or the target is a SQLite
   *     database; the target is then unchanged
   */
  public static void write(Path target, Body body) {
    if (isDevice(target)) {
      writeThrough(target, body);
      return;
    }
    requirePlain(target);
    replace(ModelPaths.canonical(target), body);
  }

  /** Writes to a device: nothing is created, truncated or replaced. */
  private static void writeThrough(Path device, Body body) {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(device, StandardOpenOption.WRITE))) {
      body.write(out);
    } catch (IOException e) {
      throw notWritable(device, e);
    }
  }

  private static void replace(Path target, Body body) {
    Path folder = target.getParent();
    Path temporary =
        folder.resolve("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      Files.createDirectories(folder);
      writeAndSync(temporary, body);
      if (Files.isRegularFile(target)) {
        FilePermissions.copyBasic(target, temporary);
      }
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
   * Checks early, before long work, that {@link #write} can write the target.
   *
   * @throws InputException when the target is a folder, or its parent is not a folder or not
   *     writable
   */
  public static void requireWritable(Path target) {
    if (isDevice(target)) {
      if (!Files.isWritable(target)) {
        throw notWritable(target, new IOException("no permission to write to this device"));
      }
      return;
    }
    requirePlain(target);
    requireWritableFolder(ModelPaths.canonical(target));
  }

  /**
   * As {@link #requireWritable}, for a page or a table, which must never replace a model, a ledger
   * or settings.
   *
   * @throws InputException also when the target begins with <code>{</code>, as a JSON document does
   */
  public static void requireNoDocument(Path target) {
    requireWritable(target);
    if (startsWith(target, JSON)) {
      throw notWritable(
          target, new IOException("it is a JSON document, such as a model or a ledger"));
    }
  }

  private static void requireWritableFolder(Path target) {
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
   * As {@link #requireWritable}, for a file that other programs read from a fixed folder: a missing
   * folder is most likely a typing error, so it is not created.
   *
   * @throws InputException also when the folder does not exist
   */
  public static void requireFolder(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (isDevice(target)) {
      requireWritable(target);
      return;
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw notWritable(target, new IOException("there is no folder " + folder));
    }
    requireWritable(target);
  }

  /** Refuses pipes and sockets, which would block and cannot be replaced by a rename. */
  private static void requirePlain(Path target) {
    if (Files.isSymbolicLink(target) && !FileTrust.isOurs(target)) {
      throw notWritable(
          target, new IOException("the link, or the file it leads to, belongs to another user"));
    }
    if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
      throw notWritable(target, new IOException("it is a pipe or a socket"));
    }
    // the output of a command must not replace the log that it reads
    if (startsWith(target, SQLITE)) {
      throw notWritable(target, new IOException("it is a SQLite database"));
    }
  }

  private static boolean startsWith(Path target, byte[] content) {
    if (!Files.isRegularFile(target) || !Files.isReadable(target)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(target)) {
      return Arrays.equals(in.readNBytes(content.length), content);
    } catch (IOException e) {
      throw notWritable(target, e);
    }
  }

  private static boolean isDevice(Path target) {
    try {
      return Files.getFileStore(target.toAbsolutePath().getRoot()).supportsFileAttributeView("unix")
          && Files.exists(target)
          && ((int) Files.getAttribute(target, "unix:mode") & FILE_TYPE) == CHARACTER_DEVICE;
    } catch (IOException e) {
      throw notWritable(target, e);
    }
  }

  private static void writeAndSync(Path file, Body body) throws IOException {
    // left by a killed process of the same id, or put there by somebody else
    Files.deleteIfExists(file);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
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
        FileFailure.isFull(cause)
            ? FileFailure.FREE_SPACE
            : "choose a folder that this account may write to, or fix its permissions",
        cause);
  }
}
