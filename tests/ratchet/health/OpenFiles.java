package ratchet.health;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files that this process has open, with a name or without, where the system tells. */
public final class OpenFiles {
  private static final Path OWN = Path.of("/proc/self/fd");

  private OpenFiles() {}

  public static List<Path> in(Path folder) throws IOException {
    assumeTrue(Files.isDirectory(OWN));
    List<Path> descriptors;
    try (Stream<Path> all = Files.list(OWN)) {
      descriptors = all.toList();
    }
    List<Path> files = new ArrayList<>();
    for (Path descriptor : descriptors) {
      try {
        files.add(Files.readSymbolicLink(descriptor));
      } catch (NoSuchFileException e) {
        // that of the listing, or of another thread: closed by now
        continue;
      }
    }
    Path real = folder.toRealPath();
    return files.stream().filter(file -> file.startsWith(real)).toList();
  }
}
