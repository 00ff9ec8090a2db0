package ratchet.health.summary;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import ratchet.model.InputException;

/** A file that is written to its end and read anywhere, and is gone when it is closed. */
final class TemporaryFile implements AutoCloseable {
  private final Path folder;
  private final int recordBytes;
  private final FileChannel channel;

  /**
   * @param recordBytes what a row takes in it, to tell what space is needed
   * @throws InputException as all methods, when the folder cannot take the file
   */
  TemporaryFile(Path folder, int recordBytes) {
    this.folder = folder;
    this.recordBytes = recordBytes;
    try {
      channel = open(folder);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static FileChannel open(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "ratchet-rows", ".tmp");
    try {
      return FileChannel.open(
          file,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          // where an open file may lose its name it does so now, and a kill leaves nothing
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Writes what was put into a buffer, and empties it. */
  void append(ByteBuffer buffer) {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw failure(e);
    }
    buffer.clear();
  }

  /** Fills a buffer with what was written from a byte on. */
  void read(ByteBuffer into, long from) {
    try {
      while (into.hasRemaining()) {
        if (channel.read(into, from + into.position()) < 0) {
          throw new EOFException("it was cut short");
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private InputException failure(IOException cause) {
    String why = Files.isDirectory(folder) ? cause.getMessage() : "there is no such folder";
    return new InputException(
        "cannot keep rows in a temporary file in " + folder + ": " + why,
        "free space there, up to twice "
            + recordBytes
            + " bytes for each row, or name another folder:"
            + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=FOLDER",
        cause);
  }
}
