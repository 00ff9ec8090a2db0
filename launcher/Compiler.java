package launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Incremental compiler. It compiles the sources that changed, then the sources that refer to a
 * class whose {@link ClassSurface surface} changed, and repeats this until no surface changes.
 */
final class Compiler {
  private static final Pattern WORD = Pattern.compile("[^A-Za-z0-9_$]+");

  private final Path repository;
  private final Path work;
  private final List<String> options;
  private final String settings;
  private final SourceState state;
  private final PrintWriter messages;
  private int compiled;

  /**
   * @param work the folder of classes and state; a build that fails leaves it usable
   * @param libraries the class path
   * @param options options for javac
   * @param messages receives the messages of javac
   */
  Compiler(
      Path repository, Path work, List<Path> libraries, List<String> options, PrintWriter messages)
      throws IOException {
    this.repository = repository;
    this.messages = messages;
    this.work = work;
    String classPath =
        String.join(File.pathSeparator, libraries.stream().map(Path::toString).toList());
    this.options = new ArrayList<>(options);
    this.options.addAll(
        List.of(
            "-proc:none",
            "-nowarn",
            "-g",
            "-cp",
            classPath.isEmpty() ? work.resolve("none").toString() : classPath));
    this.settings = Digests.of(String.join(" ", options) + System.getProperty("java.vm.version"));
    this.state = SourceState.read(work.resolve("state"), settings);
    if (state.entries().isEmpty()) {
      Folders.delete(classes());
    }
    Files.createDirectories(classes());
  }

  Path classes() {
    return work.resolve("classes");
  }

  /** Number of compilations of sources; a source that was compiled twice counts twice. */
  int compiled() {
    return compiled;
  }

  /** The class files of these sources, relative to {@link #classes}. */
  List<String> classesOf(Collection<Path> sources) {
    return sources.stream()
        .map(source -> state.entries().get(name(source)))
        .flatMap(entry -> entry.classes().keySet().stream())
        .sorted()
        .toList();
  }

  /**
   * Brings the classes up to date.
   *
   * @param sources all sources; the classes of any other source are deleted
   * @return whether they compile; if not, the messages contain the reason
   */
  boolean compile(Collection<Path> sources) throws IOException {
    Map<String, String> digests = new TreeMap<>();
    for (Path source : sources) {
      digests.put(name(source), Digests.of(source));
    }
    Set<String> gone = new TreeSet<>(state.entries().keySet());
    gone.removeAll(digests.keySet());
    Set<String> next = new TreeSet<>();
    for (var source : digests.entrySet()) {
      SourceState.Entry entry = state.entries().get(source.getKey());
      if (entry == null || !entry.digest().equals(source.getValue())) {
        next.add(source.getKey());
      }
    }
    boolean fresh = state.entries().isEmpty();
    Set<String> changed = new HashSet<>();
    for (String source : gone) {
      changed.addAll(forget(source).keySet());
    }
    Set<String> together = Set.of();
    while (true) {
      Set<String> users = fresh ? new TreeSet<>() : usersOf(changed);
      users.removeAll(together); // they were compiled with what changed
      next.addAll(users);
      next.forEach(this::invalidate);
      state.write(settings);
      if (next.isEmpty()) {
        return true;
      }
      Set<String> before = Set.copyOf(changed);
      changed.clear();
      if (!compileThese(next, digests, before, changed)) {
        return false;
      }
      together = Set.copyOf(next);
      next.clear();
    }
  }

  /**
   * Marks a source as changed, but keeps its class files, because other sources are compiled
   * against them.
   */
  private void invalidate(String source) {
    state
        .entries()
        .computeIfPresent(source, (name, entry) -> new SourceState.Entry("-", entry.classes()));
  }

  private Map<String, String> forget(String source) throws IOException {
    SourceState.Entry entry = state.entries().remove(source);
    if (entry == null) {
      return Map.of();
    }
    for (String name : entry.classes().keySet()) {
      Files.deleteIfExists(classes().resolve(name));
    }
    return entry.classes();
  }

  /**
   * @param earlier the changed classes that made this compilation necessary
   * @param changed receives the classes whose users must be compiled next: their surface changed,
   *     or that of a type they inherit from
   */
  private boolean compileThese(
      Set<String> names, Map<String, String> digests, Set<String> earlier, Set<String> changed)
      throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    Path out = work.resolve("new");
    Folders.delete(out);
    Files.createDirectories(out);
    Map<String, Set<String>> made = new HashMap<>();
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> all = new ArrayList<>(options);
      int place = all.indexOf("-cp") + 1;
      all.set(place, classes() + File.pathSeparator + all.get(place));
      all.addAll(List.of("-d", out.toString()));
      JavaFileManager watching = new Watching(files, out, made);
      boolean good =
          javac
              .getTask(
                  messages,
                  watching,
                  null,
                  all,
                  null,
                  files.getJavaFileObjectsFromPaths(
                      names.stream().map(repository::resolve).toList()))
              .call();
      compiled += names.size();
      if (!good) {
        return false;
      }
    }
    for (String source : names) {
      Map<String, String> before = forget(source);
      Map<String, String> after = new TreeMap<>();
      for (String name : made.getOrDefault(source, Set.of())) {
        Path target = classes().resolve(name);
        Files.createDirectories(target.getParent());
        Files.move(out.resolve(name), target, StandardCopyOption.REPLACE_EXISTING);
        ClassSurface surface = ClassSurface.of(Files.readAllBytes(target));
        after.put(name, surface.digest());
        if (surface.supertypes().stream().anyMatch(type -> earlier.contains(type + ".class"))) {
          changed.add(name);
        }
      }
      state.entries().put(source, new SourceState.Entry(digests.get(source), after));
      Set<String> either = new HashSet<>(before.keySet());
      either.addAll(after.keySet());
      either.stream()
          .filter(name -> !after.getOrDefault(name, "").equals(before.get(name)))
          .forEach(changed::add);
    }
    return true;
  }

  /**
   * The sources that use one of these classes: their class files name it, or their text does. The
   * text is needed because an inlined constant, or a class that did not exist before, leaves no
   * name in a class file.
   */
  private Set<String> usersOf(Set<String> changed) throws IOException {
    Set<String> users = new TreeSet<>();
    if (changed.isEmpty()) {
      return users;
    }
    Set<String> simple = new HashSet<>();
    List<byte[]> internal = new ArrayList<>();
    for (String file : changed) {
      String name = file.substring(0, file.length() - ".class".length());
      internal.add(name.getBytes(StandardCharsets.UTF_8));
      simple.add(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1));
    }
    for (var entry : state.entries().entrySet()) {
      Path source = repository.resolve(entry.getKey());
      if (mentions(source, simple) || refers(entry.getValue(), internal)) {
        users.add(entry.getKey());
      }
    }
    return users;
  }

  private static boolean mentions(Path source, Set<String> names) throws IOException {
    return Files.exists(source)
        && WORD.splitAsStream(Files.readString(source)).anyMatch(names::contains);
  }

  private boolean refers(SourceState.Entry entry, List<byte[]> names) throws IOException {
    for (String file : entry.classes().keySet()) {
      String bytes =
          new String(Files.readAllBytes(classes().resolve(file)), StandardCharsets.ISO_8859_1);
      for (byte[] name : names) {
        if (bytes.contains(new String(name, StandardCharsets.ISO_8859_1))) {
          return true;
        }
      }
    }
    return false;
  }

  private String name(Path source) {
    return repository.relativize(source).toString();
  }

  /** Records which source each class file comes from. */
  private final class Watching extends ForwardingJavaFileManager<JavaFileManager> {
    private final Path out;
    private final Map<String, Set<String>> made;

    Watching(JavaFileManager files, Path out, Map<String, Set<String>> made) {
      super(files);
      this.out = out;
      this.made = made;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        FileObject sibling)
        throws IOException {
      JavaFileObject file = super.getJavaFileForOutput(location, className, kind, sibling);
      if (location == StandardLocation.CLASS_OUTPUT && sibling != null) {
        made.computeIfAbsent(name(Path.of(sibling.toUri())), key -> new TreeSet<>())
            .add(out.relativize(Path.of(file.toUri())).toString());
      }
      return file;
    }
  }
}
