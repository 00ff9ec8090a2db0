package launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is built into a bundle of its own. Spark is apart: its libraries are 240 MB that no other
 * command may load, and that are fetched when somebody trains on it.
 */
enum Kind {
  COMMANDS,
  TESTS,
  SPARK;

  private static final String SPARK_SCRIPT = "scripts/train_on_spark.java";
  private static final Set<String> SPARK_PARTS = Set.of(SPARK_SCRIPT, "lib/spark.java");
  private static final String SPARK_ROOM = "lib/ratchet/spark/";

  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As the user is told. */
  String title() {
    return this == SPARK ? "trainer on Spark" : folder();
  }

  /** The checksums of its libraries. */
  String record() {
    return this == SPARK ? "launcher/spark-libraries.sha256" : Libraries.RECORD;
  }

  /** Whether a command is started from this bundle. */
  boolean hasCommand(String script) {
    return script.equals(SPARK_SCRIPT) == (this == SPARK);
  }

  static boolean isOfSpark(Path repository, Path source) {
    String name = repository.relativize(source).toString();
    return SPARK_PARTS.contains(name) || name.startsWith(SPARK_ROOM);
  }

  /** What JBang is asked for its libraries. */
  Libraries.Question question(Path repository) throws IOException {
    if (this == SPARK) {
      return new Libraries.Question(SPARK_SCRIPT, List.of(), sparkSources(repository), record());
    }
    List<Path> scripts = sources(repository, "scripts");
    List<Path> all = new ArrayList<>(sources(repository, "lib"));
    all.addAll(scripts);
    if (this == TESTS) {
      // the tests bring the scripts with them
      all.add(repository.resolve("tests/all.java"));
      return new Libraries.Question("tests/all.java", List.of(), all, record());
    }
    List<String> names =
        scripts.stream().map(path -> repository.relativize(path).toString()).toList();
    return new Libraries.Question(names.get(0), names.subList(1, names.size()), all, record());
  }

  /** What is compiled into it; benches are scripts of their own. */
  List<Path> sources(Path repository) throws IOException {
    if (this == SPARK) {
      return sparkSources(repository);
    }
    List<Path> wanted = new ArrayList<>(sources(repository, "lib"));
    wanted.addAll(sources(repository, "scripts"));
    if (this == TESTS) {
      // they see what the launcher is made of
      wanted.addAll(sources(repository, "launcher"));
      Path benches = repository.resolve("tests/bench");
      sources(repository, "tests").stream()
          .filter(path -> !path.startsWith(benches))
          .forEach(wanted::add);
    }
    return wanted;
  }

  private static List<Path> sources(Path repository, String folder) throws IOException {
    return Folders.files(repository.resolve(folder), Folders::isJava).stream()
        .filter(source -> !isOfSpark(repository, source))
        .toList();
  }

  /** The script, and what its directives name, as JBang follows them. */
  private static List<Path> sparkSources(Path repository) throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    Deque<Path> open = new ArrayDeque<>(List.of(repository.resolve(SPARK_SCRIPT)));
    while (!open.isEmpty()) {
      Path source = open.remove();
      if (found.add(source)) {
        try (Stream<String> lines = Files.lines(source)) {
          lines
              .filter(line -> line.startsWith("//SOURCES "))
              .map(line -> line.substring("//SOURCES ".length()).trim())
              .map(name -> source.resolveSibling(name).normalize())
              .forEach(open::add);
        }
      }
    }
    return List.copyOf(found);
  }
}
