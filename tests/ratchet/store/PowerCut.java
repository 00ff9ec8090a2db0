package ratchet.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that stops at one step, half done, and does nothing ever after: a kill within a test. */
public final class PowerCut implements FileOperations {
  /** Not an exception that code under test may handle. */
  public static final class Off extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final FileOperations operations = new LocalFileOperations();
  private final int lastStep;
  private int step;

  public PowerCut(int lastStep) {
    this.lastStep = lastStep;
  }

  public int steps() {
    return step;
  }

  private void next() {
    if (++step > lastStep) {
      throw new Off();
    }
  }

  private byte[] whole(byte[] content) {
    next();
    return step == lastStep ? Arrays.copyOf(content, content.length / 2) : content;
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return operations.read(file);
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    operations.create(file, whole(content));
    endOfHalf(content);
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    operations.append(file, whole(content));
    endOfHalf(content);
  }

  /** The step after a half written file is never taken; a step more writes it whole. */
  private void endOfHalf(byte[] content) {
    if (step == lastStep && content.length > 0) {
      throw new Off();
    }
  }

  @Override
  public void truncate(Path file, long bytes) throws IOException {
    next();
    operations.truncate(file, bytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    next();
    operations.rename(from, to);
  }

  @Override
  public void sync(Path folder) throws IOException {
    next();
    operations.sync(folder);
  }

  @Override
  public void delete(Path file) throws IOException {
    next();
    operations.delete(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    next();
    operations.createFolder(folder);
  }
}
