package launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The build steps that {@code jbangw} runs before it starts a command:
 *
 * <pre>
 * commands BUNDLE [demo]   builds lib and scripts into BUNDLE; before a demo it leaves the archive to that one
 * tests BUNDLE             the same with the tests
 * spark BUNDLE             builds train_on_spark alone, with Spark's libraries
 * archive BUNDLE LIST      adds the archive of the classes that a demo has listed
 * jbang                    prints where JBang's jar is
 * umbrellas [--check]      writes the lists of each room and script, or reports which are out of date
 * pin [spark]              records the checksums of the libraries as they are resolved now
 * </pre>
 *
 * Environment variables: RATCHET_HOME is the repository, RATCHET_STORE the launcher's folder,
 * RATCHET_JBANG an installed JBang.
 */
final class Build {
  private final Path repository = Path.of(System.getenv("RATCHET_HOME"));
  private final Path store = Path.of(System.getenv("RATCHET_STORE"));
  private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  private Build() {}

  public static void main(String... args) throws IOException {
    try {
      System.exit(new Build().run(args));
    } catch (Failure e) {
      e.lines.forEach(line -> System.err.println("jbangw: " + line));
      System.exit(e.exit);
    }
  }

  /** Runs one build at a time, because two first runs at once can damage JBang's caches. */
  private int run(String... args) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            store.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        System.err.println("jbangw: another build is running; waiting for it");
        channel.lock();
      }
      switch (args[0]) {
        case "commands" -> {
          return bundle(Path.of(args[1]), Kind.COMMANDS, args.length > 2);
        }
        case "tests" -> {
          return bundle(Path.of(args[1]), Kind.TESTS, false);
        }
        case "spark" -> {
          return bundle(Path.of(args[1]), Kind.SPARK, false);
        }
        case "archive" -> archive(Path.of(args[1]), Path.of(args[2]));
        case "jbang" -> System.out.println(jbang().jar());
        case "umbrellas" -> {
          return umbrellas(args.length > 1);
        }
        case "pin" -> pin(args.length > 1 ? Set.of(Kind.SPARK) : Set.of(Kind.COMMANDS, Kind.TESTS));
        default -> throw new Failure(1, "unknown work: " + Arrays.toString(args));
      }
      return 0;
    }
  }

  private int umbrellas(boolean onlyCheck) throws IOException {
    List<Path> changed = new Umbrellas(repository).write(onlyCheck);
    String what = onlyCheck ? "out of date (./jbangw --umbrellas writes it): " : "written: ";
    changed.forEach(file -> System.out.println(what + repository.relativize(file)));
    return onlyCheck && !changed.isEmpty() ? 1 : 0;
  }

  private Jbang jbang() throws IOException {
    String installed = System.getenv().getOrDefault("RATCHET_JBANG", "");
    return Jbang.find(java, store, installed);
  }

  private void pin(Set<Kind> kinds) throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    for (Kind kind : kinds) {
      found.addAll(resolved(kind.question(repository)));
    }
    new Libraries(repository, store).pin(found, kinds.iterator().next().record());
  }

  private List<Path> resolved(Libraries.Question question) throws IOException {
    return jbang().libraries(repository, question.script(), question.more());
  }

  private List<Path> libraries(Kind kind) throws IOException {
    Libraries.Question question = kind.question(repository);
    return new Libraries(repository, store).resolve(question, () -> resolved(question));
  }

  private int bundle(Path folder, Kind kind, boolean demoIsNext) throws IOException {
    if (Files.exists(folder.resolve("ready"))) {
      return 0;
    }
    List<Path> libraries = libraries(kind);
    List<Path> wanted = kind.sources(repository);
    System.err.println("jbangw: building the " + kind.title());
    // Each kind has its own folder of classes, so that commands do not see the tests' libraries.
    Path work = folder.getParent().resolveSibling(kind.folder() + "-work");
    Compiler compiler =
        new Compiler(
            repository, work, libraries, options(wanted), new PrintWriter(System.err, true));
    if (!compiler.compile(wanted)) {
      return 1;
    }
    Folders.delete(folder);
    Bundle bundle = new Bundle(repository, store, java, folder, libraries, kind);
    bundle.pack(compiler.classes(), compiler.classesOf(wanted));
    if (kind != Kind.TESTS) {
      bundle.unpackSqlite();
    }
    if (kind == Kind.COMMANDS) {
      if (!bundle.hasClassList() && !demoIsNext) {
        bundle.listClasses();
      }
      if (bundle.hasClassList()) {
        bundle.dumpArchive();
      }
    }
    bundle.rememberCommands();
    bundle.ready();
    return 0;
  }

  private void archive(Path folder, Path list) throws IOException {
    if (Files.notExists(folder.resolve("ready"))) {
      return; // the files changed meanwhile
    }
    Bundle bundle =
        new Bundle(repository, store, java, folder, libraries(Kind.COMMANDS), Kind.COMMANDS);
    bundle.takeClassList(list);
    System.err.println("jbangw: storing the parsed classes, for quick starts from now on");
    bundle.dumpArchive();
    bundle.rememberCommands();
  }

  /** The compiler options from the directives of the sources. */
  private static List<String> options(List<Path> sources) throws IOException {
    List<String> options = new ArrayList<>();
    for (Path source : sources) {
      try (Stream<String> lines = Files.lines(source)) {
        lines
            .filter(line -> line.startsWith("//COMPILE_OPTIONS "))
            .map(line -> List.of(line.substring("//COMPILE_OPTIONS ".length()).trim().split(" +")))
            .filter(words -> !options.containsAll(words))
            .forEach(options::addAll);
      }
    }
    options.removeIf(option -> option.startsWith("-J")); // for a JVM of its own, which this is not
    return options;
  }
}
