package ratchet.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository's own source files, wherever the tests were started. */
public final class Sources {
  private Sources() {}

  /** The folder of this repository. */
  public static Path root() {
    String told = System.getenv("RATCHET_HOME");
    Path folder = Path.of(told == null ? "" : told).toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("lib/Ratchet.java"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run the tests in the repository or set RATCHET_HOME");
      }
    }
    return folder;
  }

  /** Files below a folder of the repository, sorted, relative to it; hidden ones left out. */
  static List<Path> filesBelow(String folder) {
    Path top = root().resolve(folder);
    try (Stream<Path> files = Files.walk(top)) {
      return files
          .filter(file -> Files.isRegularFile(file))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .map(top::relativize)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> javaFilesBelow(String folder) {
    return filesBelow(folder).stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(root().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
