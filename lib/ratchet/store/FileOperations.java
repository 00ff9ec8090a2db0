package ratchet.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The few things the store does to a disk, each one step that can fail or be the last before the
 * machine stops. Tests put a disk in between that is full, that lies, or that ends the process.
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

  /** As {@link #create}, readable by nobody else until it is given other rights. */
  default void createPrivate(Path file, byte[] content) throws IOException {
    create(file, content);
  }

  /** Adds to the end of a file, made if need be, and forces it to the device. */
  void append(Path file, byte[] content) throws IOException;

  /** Cuts a file to its first bytes, and forces it to the device. */
  void truncate(Path file, long bytes) throws IOException;

  /** Puts one file in the place of another, at once; both lie in one folder. */
  void rename(Path from, Path to) throws IOException;

  /** Forces a folder's entries to the device: without it a rename may be forgotten. */
  void sync(Path folder) throws IOException;

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Makes a folder and those above it, each forced to the device; nothing when it is there. */
  void createFolder(Path folder) throws IOException;
}
