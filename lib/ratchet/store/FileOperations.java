package ratchet.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The disk operations of the store. Each is one step that can fail, or be the last one before the
 * machine stops. Tests replace them by a disk that is full, that loses writes, or that ends the
 * process.
 */
public interface FileOperations {
  /** Every byte of a file. */
  byte[] read(Path file) throws IOException;

  /** For reading parts of a large file; the caller closes it. */
  default SeekableByteChannel open(Path file) throws IOException {
    return Files.newByteChannel(file, StandardOpenOption.READ);
  }

  /** Writes a file that must not exist yet, and forces it to the device. */
  void create(Path file, byte[] content) throws IOException;

  /** As {@link #create}, readable by the owner only; the caller sets the final permissions. */
  default void createPrivate(Path file, byte[] content) throws IOException {
    create(file, content);
  }

  /** Appends to a file, which is created when it does not exist, and forces it to the device. */
  void append(Path file, byte[] content) throws IOException;

  /** Cuts a file to its first bytes, and forces it to the device. */
  void truncate(Path file, long bytes) throws IOException;

  /** Replaces {@code to} with {@code from} atomically; both are in the same folder. */
  void rename(Path from, Path to) throws IOException;

  /** Forces a folder's entries to the device: without it a crash may undo a rename. */
  void sync(Path folder) throws IOException;

  /** Removes a file if it exists. */
  void delete(Path file) throws IOException;

  /** Creates a folder and its parents, each forced to the device; does nothing if it exists. */
  void createFolder(Path folder) throws IOException;
}
