package launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The libraries that the directives of the scripts name. Each one is compared with its recorded
 * checksum and then copied into the store, so that a later change of the original has no effect.
 */
final class Libraries {
  /**
   * One line per library: 64 hex digits, two spaces, the file's name; as {@code sha256sum} writes.
   */
  static final String RECORD = "launcher/libraries.sha256";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (\\S+)");
  private static final Pattern DIRECTIVE = Pattern.compile("//(DEPS|REPOS|JAVA) .*");

  private final Path repository;
  private final Path store;

  Libraries(Path repository, Path store) {
    this.repository = repository;
    this.store = store;
  }

  /** A question to JBang for libraries: a main script, and the sources that belong to it. */
  record Question(String script, List<String> more, List<Path> sources, String record) {
    /** A key that changes when a directive or a recorded checksum changes. */
    String key(Path repository) throws IOException {
      StringBuilder text = new StringBuilder(script);
      for (Path source : sources) {
        try (var lines = Files.lines(source)) {
          lines.filter(line -> DIRECTIVE.matcher(line).matches()).forEach(text::append);
        }
      }
      Path sums = repository.resolve(record);
      return Digests.of(text + (Files.exists(sums) ? Files.readString(sums) : "")).substring(0, 32);
    }
  }

  /** Asks JBang for the libraries; this takes a second and may download missing ones. */
  interface Resolver {
    List<Path> resolve() throws IOException;
  }

  /** The jars in the store, in the order of the class path. */
  List<Path> resolve(Question question, Resolver resolver) throws IOException {
    Path known = store.resolve("libraries").resolve(question.key(repository) + ".list");
    if (Files.exists(known)) {
      List<Path> jars = Files.readAllLines(known).stream().map(Path::of).toList();
      if (jars.stream().allMatch(Files::isRegularFile)) {
        return jars;
      }
    }
    System.err.println("jbangw: resolving the libraries (the first time this fetches them)");
    List<Path> jars = checked(resolver.resolve(), question.record());
    Folders.write(known, String.join("\n", jars.stream().map(Path::toString).toList()) + "\n");
    return jars;
  }

  /**
   * Compares each library with its recorded checksum and copies it into the store.
   *
   * @throws Failure for a library with a different checksum, or without a recorded one
   */
  List<Path> checked(List<Path> found, String record) throws IOException {
    Map<String, String> recorded = recorded(record);
    List<Path> jars = new ArrayList<>();
    for (Path jar : found) {
      String name = jar.getFileName().toString();
      String sum = digestOf(jar);
      String expected = recorded.get(name);
      if (!sum.equals(expected)) {
        throw new Failure(
            4,
            jar
                + " has SHA-256 "
                + sum
                + ", and "
                + record
                + (expected == null ? " does not name it" : " records " + expected),
            expected == null
                ? "for a library that you added on purpose: ./jbangw --pin"
                    + (record.equals(RECORD) ? "" : " spark")
                    + ", and review the change"
                    + " of that file"
                : "delete it and build again; if it is the same then, ask who runs your Maven"
                    + " repository");
      }
      Path kept = store.resolve("libraries").resolve(sum).resolve(name);
      if (Files.notExists(kept) || !Digests.of(kept).equals(sum)) {
        Files.createDirectories(kept.getParent());
        Path part = kept.resolveSibling(name + ".part");
        Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
        if (!Digests.of(part).equals(sum)) {
          throw new Failure(4, jar + " changed while it was copied", "build again");
        }
        Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      jars.add(kept);
    }
    return jars;
  }

  /** Records the checksums of the libraries that JBang resolved. */
  void pin(Collection<Path> found, String record) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (Path jar : found) {
      sums.put(jar.getFileName().toString(), digestOf(jar));
    }
    StringBuilder text = new StringBuilder();
    sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    Folders.write(repository.resolve(record), text.toString());
  }

  private static String digestOf(Path jar) throws IOException {
    if (!Files.isRegularFile(jar)) {
      throw new Failure(
          4,
          "JBang named a library that is not there: " + jar,
          "a Maven repository below a folder with ':' in its name cannot be on a class path");
    }
    return Digests.of(jar);
  }

  private Map<String, String> recorded(String record) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    Path file = repository.resolve(record);
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new Failure(
            4, file + ": not a checksum and a name: " + line, "make it again: ./jbangw --pin");
      }
      sums.put(matcher.group(2), matcher.group(1));
    }
    return sums;
  }
}
