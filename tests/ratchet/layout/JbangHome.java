package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real JBang with a home of its own, which knows the catalog by the name ratchet. */
final class JbangHome {
  private final Path folder;
  private final Path program;
  private final Map<String, String> environment;

  private JbangHome(Path folder, Path program, Map<String, String> environment) {
    this.folder = folder;
    this.program = program;
    this.environment = environment;
  }

  /** What a command came to. */
  record Result(int exit, String out, String err) {
    /** The command of the printed line that tells what to run next, and starts so. */
    String next(String start) {
      return err.lines()
          .filter(line -> line.startsWith("next: " + start))
          .map(line -> line.substring("next: ".length()).replaceFirst(" {3}# .*", ""))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no 'next: " + start + "' in:\n" + err));
    }
  }

  /**
   * Its start script in short: what the jar prints with exit 255 is to be run. JBang itself runs
   * for a second at most, which the quick compiler does best.
   */
  static JbangHome in(Path folder) throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.matches("(RATCHET|PROMOTE|SQLITE)_.*|MODELS_DIR"));
    Path jar = jar();
    environment.put("JBANG_DIR", Files.createDirectory(folder.resolve("jbang")).toString());
    Path programs = Files.createDirectory(folder.resolve("bin"));
    Path program = programs.resolve("jbang");
    Files.writeString(
        program,
        "#!/bin/bash\nout=$(\"$JAVA_HOME/bin/java\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
            + " -jar '"
            + jar
            + "' \"$@\")\nstatus=$?\nif [ $status -eq 255 ]; then eval \"exec $out\"; fi\n"
            + "[ -z \"$out\" ] || printf '%s\\n' \"$out\"\nexit $status\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    JbangHome home = new JbangHome(folder, program, environment);
    String catalog = Sources.root().resolve("jbang-catalog.json").toString();
    Result added =
        home.run(folder, "catalog", "add", "--global", "--force", "--name", "ratchet", catalog);
    assertThat(added.exit()).as(added.err()).isZero();
    return home;
  }

  private static Path jar() {
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    String told = System.getenv().getOrDefault("JBANG_DIR", "");
    Path store = told.isEmpty() ? Path.of(home, ".jbang") : Path.of(told);
    Path jar = store.resolve("ratchet/jbang-cli-0.132.1-all.jar");
    assumeTrue(Files.exists(jar), "no JBang was fetched into " + store);
    return jar;
  }

  /** An installed app. */
  String app(String name) {
    return environment.get("JBANG_DIR") + "/bin/" + name;
  }

  /** The same home for processes that have this variable too. */
  JbangHome with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new JbangHome(folder, program, more);
  }

  /** JBang with these arguments, in that folder. */
  Result run(Path where, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return start(where, command);
  }

  /** A line as a user pastes it into a shell. */
  Result paste(Path where, String line) throws Exception {
    return start(where, shell(line));
  }

  Result start(Path where, List<String> command) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    Process process = builder(where, command, err).redirectOutput(out.toFile()).start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("%s ended in time", command).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** A line whose process goes on; who starts it reads what it answers, and stops it. */
  Process process(Path where, String line, Path err) throws IOException {
    return builder(where, shell(line), err).start();
  }

  private static List<String> shell(String line) {
    return List.of("/bin/bash", "-c", line);
  }

  private ProcessBuilder builder(Path where, List<String> command, Path err) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }
}
