package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Toolkit;

/** The real JBang on the real catalog, from a folder that has nothing to do with the repository. */
class JbangWaysTest {
  private static final String VERSION = "ratchet " + Toolkit.VERSION + "\n";

  @TempDir private static Path shared;
  private static Path jbang;
  private static Map<String, String> environment;

  @TempDir private Path folder;

  private record Result(int exit, String out, String err) {}

  /** JBang's own start script in short: what its jar prints with exit 255 is to be run. */
  @BeforeAll
  static void installJbang() throws IOException {
    environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("RATCHET_"));
    Path jar = jbangJar();
    environment.put("JBANG_DIR", Files.createDirectory(shared.resolve("jbang")).toString());
    Path programs = Files.createDirectory(shared.resolve("bin"));
    jbang = programs.resolve("jbang");
    Files.writeString(
        jbang,
        "#!/bin/bash\nout=$(\"$JAVA_HOME/bin/java\" -jar '"
            + jar
            + "' \"$@\")\nstatus=$?\nif [ $status -eq 255 ]; then eval \"exec $out\"; fi\n"
            + "[ -z \"$out\" ] || printf '%s\\n' \"$out\"\nexit $status\n");
    Files.setPosixFilePermissions(jbang, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
  }

  private static Path jbangJar() {
    String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    String told = System.getenv().getOrDefault("JBANG_DIR", "");
    Path store = told.isEmpty() ? Path.of(home, ".jbang") : Path.of(told);
    Path jar = store.resolve("ratchet/jbang-cli-0.132.1-all.jar");
    assumeTrue(Files.exists(jar), "no JBang was fetched into " + store);
    return jar;
  }

  @Test
  void aRegisteredCatalogWorksByNameByFileAndOffline() throws Exception {
    register();
    assertThat(run("history@ratchet", "--version").out()).isEqualTo(VERSION);
    String file = Sources.root().resolve("jbang-catalog.json").toString();
    assertThat(run("history@" + file, "--version").out()).isEqualTo(VERSION);
    assertThat(run("--offline", "history@ratchet", "--version").out()).isEqualTo(VERSION);
  }

  /** From a folder whose project says where its models are; the next step as it is printed. */
  @Test
  void whatIsPrintedRunsFromAnywhere() throws Exception {
    register();
    Path below = Files.createDirectories(folder.resolve("project/deep/er"));
    Files.createDirectory(folder.resolve("project/our-models"));
    Files.writeString(folder.resolve("project/ratchet.properties"), "MODELS_DIR=our-models\n");
    Result first = start(below, List.of(jbang.toString(), "history@ratchet", "--verbose"));
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("models: " + folder.resolve("project/our-models") + " (from MODELS_DIR in ");
    String next = first.err().lines().filter(line -> line.startsWith("next: ")).findFirst().get();
    assertThat(next).startsWith("next: jbang rollback@ratchet --help");
    Result pasted = start(below, List.of("/bin/bash", "-c", "jbang history@ratchet --nonsense"));
    assertThat(pasted.exit()).isEqualTo(2);
    assertThat(pasted.err()).contains("try: jbang history@ratchet --help");
  }

  @Test
  void aCatalogOverHttpFetchesOnlyWhatTheCommandNeeds() throws Exception {
    ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          requests.add(path);
          Path file = Sources.root().resolve(path.substring(1));
          byte[] bytes = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
          exchange.sendResponseHeaders(bytes.length == 0 ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      Result history = run("history@" + address + "/jbang-catalog.json", "--version");
      assertThat(history.out()).as(history.err()).isEqualTo(VERSION);
      assertThat(requests).hasSizeBetween(50, 120).doesNotHaveDuplicates();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anInstalledAppRuns() throws Exception {
    register();
    Result installed = run("app", "install", "--name", "ratchet-history", "history@ratchet");
    assertThat(installed.exit()).as(installed.err()).isZero();
    String app = environment.get("JBANG_DIR") + "/bin/ratchet-history";
    assertThat(start(folder, List.of(app, "--version")).out()).isEqualTo(VERSION);
  }

  @Test
  void aNewScriptOnTheLibraryRunsWhereverItIsMade() throws Exception {
    register();
    Result made = run("init", "-t", "ops@ratchet", "my_script.java");
    assertThat(made.exit()).as(made.err()).isZero();
    Result ran = run("my_script.java", "--models-dir=somewhere");
    assertThat(ran.out()).as(ran.err()).contains("fillnet is served from somewhere/fillnet.json");
  }

  /** A fat jar is refused by JBang itself: a script without a package beside a library's module. */
  @Test
  void exportedJarsRun() throws Exception {
    register();
    for (String kind : List.of("portable", "local")) {
      String jar = folder.resolve(kind + ".jar").toString();
      Result exported = run("export", kind, "-O", jar, "history@ratchet");
      assertThat(exported.exit()).as(exported.err()).isZero();
      String java = System.getProperty("java.home") + "/bin/java";
      assertThat(start(folder, List.of(java, "-jar", jar, "--version")).out()).isEqualTo(VERSION);
    }
  }

  /** Whatever JDKs this machine has: nothing but the command speaks on stderr. */
  @Test
  void noJdkWarns() throws Exception {
    register();
    Files.createDirectory(folder.resolve("models"));
    run("--quiet", "history@ratchet", "--version");
    List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    if (Files.isDirectory(Path.of("/usr/lib/jvm"))) {
      try (Stream<Path> all = Files.list(Path.of("/usr/lib/jvm"))) {
        all.filter(home -> Files.isExecutable(home.resolve("bin/javac"))).forEach(homes::add);
      }
    }
    for (Path home : homes) {
      Map<String, String> other = new HashMap<>(environment);
      other.put("JAVA_HOME", home.toString());
      List<String> command =
          List.of(jbang.toString(), "--quiet", "history@ratchet", "--models-dir=models", "--quiet");
      Result ran = start(folder, command, other);
      assertThat(ran.err()).as("%s", home).isEmpty();
      assertThat(ran.exit()).isZero();
    }
  }

  private void register() throws Exception {
    String catalog = Sources.root().resolve("jbang-catalog.json").toString();
    Result added = run("catalog", "add", "--global", "--force", "--name", "ratchet", catalog);
    assertThat(added.exit()).as(added.err()).isZero();
  }

  private Result run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(jbang.toString()));
    command.addAll(List.of(arguments));
    return start(folder, command);
  }

  private static Result start(Path folder, List<String> command) throws Exception {
    return start(folder, command, environment);
  }

  private static Result start(Path folder, List<String> command, Map<String, String> environment)
      throws Exception {
    Path out = Files.createTempFile(shared, "out", "");
    Path err = Files.createTempFile(shared, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("%s ended in time", command).isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
