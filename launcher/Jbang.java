package launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** JBang's jar: that of the installed JBang, else a jar that Maven downloads once. */
final class Jbang {
  private static final String VERSION = "0.132.1";
  private static final String ARTIFACT = "dev.jbang:jbang-cli:" + VERSION + ":jar:all";
  private static final String SHA256 =
      "f977075849cff866f45b27997f5671ab8a336a5dd3cf9e702b3479128338f3a7";
  private static final String FETCH = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
  private static final int FETCH_SECONDS = 600;
  private static final int RESOLVE_SECONDS = 900;

  private final Path java;
  private final Path jar;

  private Jbang(Path java, Path jar) {
    this.java = java;
    this.jar = jar;
  }

  Path jar() {
    return jar;
  }

  /**
   * @param installed the {@code jbang} on the PATH, or empty text
   * @throws Failure when there is no jar and none can be downloaded, or when its checksum is not
   *     the recorded one
   */
  static Jbang find(Path java, Path store, String installed) throws IOException {
    if (!installed.isEmpty()) {
      Path beside = Path.of(installed).toRealPath().resolveSibling("jbang.jar");
      if (Files.isRegularFile(beside)) {
        return new Jbang(java, beside);
      }
    }
    Path jar = store.resolve("jbang-cli-" + VERSION + "-all.jar");
    if (Files.isRegularFile(jar) && !Digests.of(jar).equals(SHA256)) {
      Files.delete(jar); // not what was put there
    }
    if (Files.notExists(jar)) {
      fetch(jar, store);
    }
    return new Jbang(java, jar);
  }

  private static void fetch(Path jar, Path store) throws IOException {
    if (!onPath("mvn")) {
      throw new Failure(
          4,
          "neither jbang nor mvn is on the PATH",
          "install JBang or Maven (Debian: apt-get install maven)");
    }
    System.err.println("jbangw: fetching JBang once through Maven");
    Path part = store.resolve("fetch." + ProcessHandle.current().pid());
    try {
      List<String> command =
          List.of("mvn", "-q", "-B", FETCH, "-Dartifact=" + ARTIFACT, "-DoutputDirectory=" + part);
      Tool.Result fetched = Tool.joined(command, store, FETCH_SECONDS);
      // Maven writes colour resets to both streams, even without a terminal
      System.err.print(fetched.out().replaceAll("\u001b\\[[0-9;]*m", ""));
      List<Path> jars = Folders.files(part, file -> file.toString().endsWith(".jar"));
      if (fetched.exit() != 0 || jars.isEmpty()) {
        throw new Failure(
            4,
            "Maven could not fetch " + ARTIFACT,
            "check the network and Maven's settings, or install JBang");
      }
      String found = Digests.of(jars.get(0));
      if (!found.equals(SHA256)) {
        throw new Failure(
            4,
            "the fetched JBang has SHA-256 " + found + ", not " + SHA256 + "; it was deleted",
            "ask who runs your Maven repository, or install JBang yourself");
      }
      Files.move(jars.get(0), jar, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Folders.delete(part);
    }
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
  }

  /**
   * The libraries of a script, in JBang's order.
   *
   * @param repository the folder to which the script's paths are relative
   * @param more further sources that belong to the script
   */
  List<Path> libraries(Path repository, String script, List<String> more) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(java.toString(), "-jar", jar.toString(), "--quiet"));
    command.addAll(List.of("info", "classpath"));
    more.forEach(source -> command.addAll(List.of("-s", source)));
    command.add(script);
    Tool.Result answer = Tool.run(command, repository, RESOLVE_SECONDS);
    String line = answer.out().lines().reduce((first, last) -> last).orElse("");
    if (answer.exit() != 0 || line.isEmpty()) {
      throw new Failure(
          4,
          "JBang could not resolve the libraries of " + script + ", for the reason above",
          "the first build needs the network, or a Maven repository that holds them");
    }
    return Arrays.stream(line.split(Pattern.quote(File.pathSeparator)))
        .skip(1) // the script's own jar
        .map(Path::of)
        .toList();
  }
}
