package ratchet.store;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** The disk of this machine, for tests that change one of its operations. */
public class LocalFileOperationsProxy implements FileOperations {
  private final FileOperations operations = new LocalFileOperations();

  @Override
  public byte[] read(Path file) throws IOException {
    return operations.read(file);
  }

  @Override
  public SeekableByteChannel open(Path file) throws IOException {
    return operations.open(file);
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    operations.create(file, content);
  }

  @Override
  public void append(Path file, byte[] content) throws IOException {
    operations.append(file, content);
  }

  @Override
  public void truncate(Path file, long bytes) throws IOException {
    operations.truncate(file, bytes);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    operations.rename(from, to);
  }

  @Override
  public void sync(Path folder) throws IOException {
    operations.sync(folder);
  }

  @Override
  public void delete(Path file) throws IOException {
    operations.delete(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    operations.createFolder(folder);
  }
}
