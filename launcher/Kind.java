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
 * The kinds of bundles. Spark has its own: its libraries are 240 MB, which no other command may
 * load, and which are downloaded only for training on Spark.
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

  /** The name in messages to the user. */
  String title() {
    return this == SPARK ? "trainer on Spark" : folder();
  }

  /** The file with the checksums of its libraries. */
  String record() {
    return this == SPARK ? "launcher/spark-libraries.sha256" : Libraries.RECORD;
  }

  /** Whether the command of this script belongs to this bundle. */
  boolean hasCommand(String script) {
    return script.equals(SPARK_SCRIPT) == (this == SPARK);
  }

  static boolean isOfSpark(Path repository, Path source) {
    String name = repository.relativize(source).toString();
    return SPARK_PARTS.contains(name) || name.startsWith(SPARK_ROOM);
  }

  /** The question to JBang that returns the libraries of this bundle. */
  Libraries.Question question(Path repository) throws IOException {
    if (this == SPARK) {
      return new Libraries.Question(SPARK_SCRIPT, List.of(), sparkSources(repository), record());
    }
    List<Path> scripts = sources(repository, "scripts");
    List<Path> all = new ArrayList<>(sources(repository, "lib"));
    all.addAll(scripts);
    if (this == TESTS) {
      // the tests use the scripts too
      all.add(repository.resolve("tests/all.java"));
      return new Libraries.Question("tests/all.java", List.of(), all, record());
    }
    List<String> names =
        scripts.stream().map(path -> repository.relativize(path).toString()).toList();
    return new Libraries.Question(names.get(0), names.subList(1, names.size()), all, record());
  }

  /** The sources of this bundle; benchmarks are separate scripts. */
  List<Path> sources(Path repository) throws IOException {
    if (this == SPARK) {
      return sparkSources(repository);
    }
    List<Path> wanted = new ArrayList<>(sources(repository, "lib"));
    wanted.addAll(sources(repository, "scripts"));
    if (this == TESTS) {
      // the tests use the classes of the launcher
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

  /** The Spark script and the sources that its directives name, directly or indirectly. */
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
