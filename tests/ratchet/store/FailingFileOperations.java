package ratchet.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk on which changes fail from one step on, half done. */
public final class FailingFileOperations implements FileOperations {
  private final FileOperations operations = new LocalFileOperations();
  private final String reason;
  private final int failFrom;
  private final int failUntil;
  private int step;

  /**
   * @param failFrom the first change that fails, from 1
   * @param failures how many fail, one after the other
   */
  public FailingFileOperations(String reason, int failFrom, int failures) {
    this.reason = reason;
    this.failFrom = failFrom;
    this.failUntil = failFrom + failures - 1;
  }

  public int steps() {
    return step;
  }

  private boolean failsNow() {
    step++;
    return step >= failFrom && step <= failUntil;
  }

  private void mayFail() throws IOException {
    if (failsNow()) {
      throw new IOException(reason);
    }
  }

  private static byte[] half(byte[] content) {
    return Arrays.copyOf(content, content.length / 2);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return operations.read(file);
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    if (failsNow()) {
      operations.create(file, half(content));
      throw new IOException(reason);
    }
    operations.create(file, content);
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    if (failsNow()) {
      operations.append(file, half(content));
      throw new IOException(reason);
    }
    operations.append(file, content);
  }

  @Override
  public void truncate(Path file, long bytes) throws IOException {
    mayFail();
    operations.truncate(file, bytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    mayFail();
    operations.rename(from, to);
  }

  @Override
  public void sync(Path folder) throws IOException {
    mayFail();
    operations.sync(folder);
  }

  @Override
  public void delete(Path file) throws IOException {
    mayFail();
    operations.delete(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    mayFail();
    operations.createFolder(folder);
  }
}
