package ratchet.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import ratchet.model.ModelName;

/** A disk that stands still once an alias was renamed for the nth time, to be killed there. */
public final class PausingFileOperations implements FileOperations {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final FileOperations operations = new LocalFileOperations();
  private final ModelPaths paths;
  private final int pauseAfter;
  private int renames;

  public PausingFileOperations(ModelPaths paths, int pauseAfter) {
    this.paths = paths;
    this.pauseAfter = pauseAfter;
  }

  /** Tells whoever started this process, and waits to be killed. */
  public static void pause() {
    System.out.println("paused");
    System.out.flush();
    try {
      Thread.sleep(LONG.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    operations.rename(from, to);
    if (to.getParent().equals(paths.directory().toRealPath()) && isAlias(to)) {
      renames++;
      if (renames == pauseAfter) {
        pause();
      }
    }
  }

  private static boolean isAlias(Path file) {
    return ModelName.all().stream()
        .anyMatch(model -> file.getFileName().toString().equals(model.aliasFile()));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return operations.read(file);
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
