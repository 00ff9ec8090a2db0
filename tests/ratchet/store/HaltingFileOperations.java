package ratchet.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk that ends the process at a chosen step: before, in the middle of, or after a change. */
public final class HaltingFileOperations implements FileOperations {
  private static final int STATUS_OF_A_KILL = 137;

  private final FileOperations operations = new LocalFileOperations();
  private final int haltAt;
  private int step;

  public HaltingFileOperations(int haltAt) {
    this.haltAt = haltAt;
  }

  public int steps() {
    return step;
  }

  private boolean isNext() {
    step++;
    return step == haltAt;
  }

  private void mayHalt() {
    if (isNext()) {
      halt();
    }
  }

  private static void halt() {
    Runtime.getRuntime().halt(STATUS_OF_A_KILL);
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
    if (isNext()) {
      operations.create(file, half(content));
      halt();
    }
    operations.create(file, content);
    mayHalt();
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    if (isNext()) {
      operations.append(file, half(content));
      halt();
    }
    operations.append(file, content);
    mayHalt();
  }

  @Override
  public void truncate(Path file, long bytes) throws IOException {
    mayHalt();
    operations.truncate(file, bytes);
    mayHalt();
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    mayHalt();
    operations.rename(from, to);
    mayHalt();
  }

  @Override
  public void sync(Path folder) throws IOException {
    operations.sync(folder);
    mayHalt();
  }

  @Override
  public void delete(Path file) throws IOException {
    operations.delete(file);
    mayHalt();
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    operations.createFolder(folder);
    mayHalt();
  }
}
