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
 * What {@code jbangw} asks for before it can start a command:
 *
 * <pre>
 * commands BUNDLE [demo]   builds lib and scripts into BUNDLE; before a demo it leaves the archive to that one
 * tests BUNDLE             the same with the tests
 * archive BUNDLE LIST      adds the archive of the classes that a demo has listed
 * jbang                    prints where JBang's jar is
 * umbrellas [--check]      writes what each room and script lists, or says what is out of date
 * pin                      records the checksums of the libraries as they are resolved now
 * </pre>
 *
 * The environment says where things are: RATCHET_HOME the repository, RATCHET_STORE the launcher's
 * own folder, RATCHET_JBANG an installed JBang.
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

  /** One at a time: JBang's caches are not safe for two first runs at once. */
  private int run(String... args) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            store.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        System.err.println("jbangw: another build is under way; waiting for it");
        channel.lock();
      }
      switch (args[0]) {
        case "commands" -> {
          return bundle(Path.of(args[1]), false, args.length > 2);
        }
        case "tests" -> {
          return bundle(Path.of(args[1]), true, false);
        }
        case "archive" -> archive(Path.of(args[1]), Path.of(args[2]));
        case "jbang" -> System.out.println(jbang().jar());
        case "umbrellas" -> {
          return umbrellas(args.length > 1);
        }
        case "pin" -> new Libraries(repository, store).pin(found());
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

  private Set<Path> found() throws IOException {
    Set<Path> found = new LinkedHashSet<>();
    for (boolean tests : List.of(false, true)) {
      Libraries.Question question = question(tests);
      found.addAll(jbang().libraries(repository, question.script(), question.more()));
    }
    return found;
  }

  private List<Path> libraries(boolean tests) throws IOException {
    Libraries.Question question = question(tests);
    return new Libraries(repository, store)
        .resolve(question, () -> jbang().libraries(repository, question.script(), question.more()));
  }

  /** The tests bring the scripts with them. */
  private Libraries.Question question(boolean tests) throws IOException {
    List<Path> scripts = sources("scripts");
    List<Path> all = new ArrayList<>(sources("lib"));
    all.addAll(scripts);
    if (tests) {
      Path runner = repository.resolve("tests/all.java");
      all.add(runner);
      return new Libraries.Question("tests/all.java", List.of(), all);
    }
    List<String> names =
        scripts.stream().map(path -> repository.relativize(path).toString()).toList();
    return new Libraries.Question(names.get(0), names.subList(1, names.size()), all);
  }

  private List<Path> sources(String folder) throws IOException {
    return Folders.files(repository.resolve(folder), Folders::isJava);
  }

  /** The tests, which see what the launcher is made of; benches are scripts of their own. */
  private List<Path> testSources() throws IOException {
    Path benches = repository.resolve("tests/bench");
    return Stream.concat(
            sources("launcher").stream(),
            sources("tests").stream().filter(path -> !path.startsWith(benches)))
        .toList();
  }

  private int bundle(Path folder, boolean tests, boolean demoIsNext) throws IOException {
    if (Files.exists(folder.resolve("ready"))) {
      return 0;
    }
    List<Path> libraries = libraries(tests);
    List<Path> wanted = new ArrayList<>(sources("lib"));
    wanted.addAll(sources("scripts"));
    if (tests) {
      wanted.addAll(testSources());
    }
    System.err.println("jbangw: building the " + (tests ? "tests" : "commands"));
    // Two folders of classes, so that the tests' libraries are not there for the commands to use.
    Path work = folder.getParent().resolveSibling((tests ? "tests" : "commands") + "-work");
    Compiler compiler =
        new Compiler(repository, work, libraries, options(), new PrintWriter(System.err, true));
    if (!compiler.compile(wanted)) {
      return 1;
    }
    Folders.delete(folder);
    Bundle bundle = new Bundle(repository, store, java, folder, libraries);
    bundle.pack(compiler.classes(), compiler.classesOf(wanted));
    if (!tests) {
      bundle.unpackSqlite();
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
    Bundle bundle = new Bundle(repository, store, java, folder, libraries(false));
    bundle.takeClassList(list);
    System.err.println("jbangw: storing the parsed classes, for quick starts from now on");
    bundle.dumpArchive();
    bundle.rememberCommands();
  }

  /** What the sources ask of javac in their directives. */
  private List<String> options() throws IOException {
    List<String> options = new ArrayList<>();
    for (Path source :
        Stream.concat(sources("lib").stream(), sources("scripts").stream()).toList()) {
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
