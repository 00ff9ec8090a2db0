package launcher;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A bundle is the folder from which the launcher starts commands: one jar, and for each command the
 * arguments of its JVM. A folder without the file {@code ready} is incomplete and not used.
 */
final class Bundle {
  /** SQLite's library is native; without this option a newer Java prints a warning. */
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  private static final int ARCHIVE_SECONDS = 180;

  private final Path repository;
  private final Path store;
  private final Path java;
  private final Path folder;
  private final List<Path> libraries;
  private final Kind kind;

  Bundle(Path repository, Path store, Path java, Path folder, List<Path> libraries, Kind kind) {
    this.repository = repository;
    this.store = store;
    this.java = java;
    this.folder = folder;
    this.libraries = List.copyOf(libraries);
    this.kind = kind;
  }

  private Path jar() {
    return folder.resolve("app.jar");
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private String classPath() {
    Stream<Path> jars = Stream.concat(libraries.stream(), Stream.of(jar()));
    return String.join(File.pathSeparator, jars.map(Path::toString).toList());
  }

  /** Writes the jar without compression, because it is read far more often than written. */
  void pack(Path classes, List<String> names) throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve("app.part");
    try (OutputStream file = Files.newOutputStream(part);
        JarOutputStream out = new JarOutputStream(file)) {
      out.setLevel(0);
      for (String name : names) {
        add(out, name, classes.resolve(name));
      }
      Path lib = repository.resolve("lib");
      for (Path resource : Folders.files(lib, path -> !Folders.isJava(path))) {
        add(out, lib.relativize(resource).toString(), resource);
      }
    }
    Files.move(part, jar(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void add(JarOutputStream out, String name, Path file) throws IOException {
    JarEntry entry = new JarEntry(name.replace(File.separatorChar, '/'));
    entry.setTime(0);
    out.putNextEntry(entry);
    Files.copy(file, out);
    out.closeEntry();
  }

  /**
   * Unpacks SQLite's native library for this machine once; else the driver unpacks it into a
   * temporary folder at every start. A failure is not fatal, because the driver then does that.
   */
  void unpackSqlite() throws IOException {
    Optional<Path> driver =
        libraries.stream()
            .filter(jar -> jar.getFileName().toString().startsWith("sqlite-jdbc-"))
            .findFirst();
    if (driver.isEmpty()) {
      return;
    }
    String place;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {driver.get().toUri().toURL()})) {
      Class<?> info = loader.loadClass("org.sqlite.util.OSInfo");
      place =
          "org/sqlite/native/" + info.getMethod("getNativeLibFolderPathForCurrentOS").invoke(null);
    } catch (ReflectiveOperationException | LinkageError e) {
      return; // another version of the driver: it finds its library itself
    }
    try (JarFile jar = new JarFile(driver.get().toFile())) {
      for (JarEntry entry :
          jar.stream().filter(e -> e.getName().startsWith(place + "/")).toList()) {
        if (!entry.isDirectory()) {
          Path target = folder.resolve("native").resolve(Path.of(entry.getName()).getFileName());
          Files.createDirectories(target.getParent());
          Files.copy(jar.getInputStream(entry), target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /**
   * Writes a file for each command with its class and garbage collector, and beside it the
   * arguments of its JVM.
   */
  void rememberCommands() throws IOException {
    Path commands = folder.resolve("commands");
    for (Catalog.Command command : Catalog.commands(repository)) {
      if (!kind.hasCommand(command.script())) {
        continue;
      }
      List<String> collectors = command.options().stream().filter(Bundle::isCollector).toList();
      List<String> options = new ArrayList<>(List.of(NATIVE_ACCESS));
      command.options().stream().filter(option -> !isCollector(option)).forEach(options::add);
      if (Files.exists(archive())) {
        // The archive is mapped at the address for which it was made; at a random address, every
        // pointer in it would have to be changed at each start.
        options.add("-XX:SharedArchiveFile=" + archive());
        options.add("-XX:+IgnoreUnrecognizedVMOptions");
        options.add("-XX:+UnlockDiagnosticVMOptions");
        options.add("-XX:ArchiveRelocationMode=0");
      }
      for (Path file : Folders.files(folder.resolve("native"), path -> true)) {
        options.add("-Dorg.sqlite.lib.path=" + file.getParent());
        options.add("-Dorg.sqlite.lib.name=" + file.getFileName());
      }
      // Warnings of the JVM go to stderr, because stdout is the command's result. The warning about
      // missing huge pages is switched off.
      options.add("-Xlog:disable");
      options.add("-Xlog:all=warning,pagesize=off:stderr");
      options.add("-cp");
      options.add(classPath());
      String arguments = String.join("\n", options.stream().map(Bundle::quoted).toList()) + "\n";
      Folders.write(commands.resolve(command.name() + ".args"), arguments);
      String start = command.mainClass() + " " + String.join(" ", collectors) + "\n";
      Folders.write(commands.resolve(command.name()), start);
    }
  }

  private static boolean isCollector(String option) {
    return option.matches("-XX:\\+Use\\w*GC");
  }

  /** An argument in the syntax of a JVM's argument file. */
  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Marks the bundle as complete, the last step, and deletes the bundles of earlier states. */
  void ready() throws IOException {
    Folders.write(folder.resolve("classpath"), classPath() + "\n");
    Folders.write(folder.resolve("ready"), "");
    try (Stream<Path> others = Files.list(folder.getParent())) {
      for (Path other : others.filter(path -> !path.equals(folder)).toList()) {
        Folders.delete(other);
      }
    }
  }

  // ---- The archive of parsed classes ----------------------------------------------------------

  /** The file with the names of the classes that the commands load; one per set of libraries. */
  private Path classList() throws IOException {
    Path release = java.getParent().resolveSibling("release");
    String version = Files.exists(release) ? Files.readString(release) : "";
    String key = Digests.of("demo " + libraries + version).substring(0, 32);
    return store.resolve("classes").resolve(key + ".list");
  }

  boolean hasClassList() throws IOException {
    return Files.exists(classList());
  }

  /** Keeps the class list that a demo run by the user wrote. */
  void takeClassList(Path list) throws IOException {
    Files.createDirectories(classList().getParent());
    Files.move(list, classList(), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Runs a demo on its own data and without environment variables, and lists the classes that it
   * loads. These are the classes that the commands load.
   */
  void listClasses() throws IOException {
    Path part = store.resolve("classes").resolve("part." + ProcessHandle.current().pid());
    Files.createDirectories(part);
    try {
      String main =
          Catalog.commands(repository).stream()
              .filter(command -> command.name().equals("demo"))
              .map(Catalog.Command::mainClass)
              .findFirst()
              .orElseThrow(() -> new Failure(1, "the catalog has no demo", "put it back"));
      List<String> command =
          List.of(
              java.toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              NATIVE_ACCESS,
              "-XX:DumpLoadedClassList=" + part.resolve("classes"),
              "-cp",
              classPath(),
              main,
              "--quiet",
              "--db",
              part.resolve("demo.db").toString(),
              "--models-dir",
              part.resolve("models").toString());
      Tool.silent(command, part, ARCHIVE_SECONDS, Bundle::bareEnvironment);
      if (Files.exists(part.resolve("classes"))) {
        takeClassList(part.resolve("classes"));
      }
    } finally {
      Folders.delete(part);
    }
  }

  private static void bareEnvironment(ProcessBuilder builder) {
    String path = builder.environment().getOrDefault("PATH", "");
    String home = builder.environment().getOrDefault("HOME", "/");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().put("HOME", home);
    builder.environment().put("LC_ALL", "C.UTF-8");
  }

  /**
   * Writes the archive of parsed classes, which more than halves the time of a start. A failure is
   * not fatal: a command then only starts more slowly.
   */
  void dumpArchive() throws IOException {
    List<String> command =
        List.of(
            java.toString(),
            "-XX:+UseSerialGC",
            NATIVE_ACCESS,
            "-Xshare:dump",
            "-XX:SharedClassListFile=" + classList(),
            "-XX:SharedArchiveFile=" + archive(),
            "-cp",
            classPath());
    Tool.Result dumped = Tool.silent(command, folder, ARCHIVE_SECONDS, Bundle::bareEnvironment);
    if (dumped.exit() != 0) {
      Files.deleteIfExists(archive());
    }
  }
}
