package ratchet.reference;

import java.nio.file.Files;
import java.nio.file.Path;

/** The pages of docs/, wherever the tests were started. */
final class Docs {
  private Docs() {}

  static Path page(String name) {
    String home = System.getenv("RATCHET_HOME");
    for (Path at = Path.of(home == null ? "" : home).toAbsolutePath();
        at != null;
        at = at.getParent()) {
      Path page = at.resolve("docs").resolve(name);
      if (Files.isRegularFile(page)) {
        return page;
      }
    }
    throw new IllegalStateException("no docs/" + name + ": run the tests in the repository");
  }
}
