package launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of the last build: for each source, its digest and its class files. The next build
 * skips sources that did not change. A source without an entry must be compiled.
 */
final class SourceState {
  /**
   * @param digest digest of the source's bytes
   * @param classes paths of its class files relative to the folder of classes, each with the digest
   *     of its surface
   */
  record Entry(String digest, Map<String, String> classes) {
    Entry {
      classes = Map.copyOf(classes);
    }
  }

  private final Path file;
  private final Map<String, Entry> entries = new TreeMap<>();

  private SourceState(Path file) {
    this.file = file;
  }

  /**
   * Reads the state. A file that cannot be parsed counts as missing: then everything is compiled.
   */
  static SourceState read(Path file, String settings) throws IOException {
    SourceState state = new SourceState(file);
    if (Files.notExists(file)) {
      return state;
    }
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(settings)) {
      return state;
    }
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.split("\t");
      Map<String, String> classes = new TreeMap<>();
      Arrays.stream(words)
          .skip(2)
          .map(word -> word.split("="))
          .forEach(pair -> classes.put(pair[0], pair[1]));
      state.entries.put(words[0], new Entry(words[1], classes));
    }
    return state;
  }

  Map<String, Entry> entries() {
    return entries;
  }

  void write(String settings) throws IOException {
    List<String> lines = new ArrayList<>(List.of(settings));
    entries.forEach(
        (source, entry) -> {
          StringBuilder line = new StringBuilder(source).append('\t').append(entry.digest());
          new TreeMap<>(entry.classes())
              .forEach((name, sum) -> line.append('\t').append(name).append('=').append(sum));
          lines.add(line.toString());
        });
    Folders.write(file, String.join("\n", lines) + "\n");
  }
}
