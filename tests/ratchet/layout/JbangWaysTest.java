package ratchet.layout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Toolkit;

/** The real JBang on the real catalog, from a folder that has nothing to do with the repository. */
@Timeout(600)
class JbangWaysTest {
  private static final String VERSION = "ratchet " + Toolkit.VERSION + "\n";

  @TempDir private static Path shared;
  private static JbangHome jbang;

  @TempDir private Path folder;

  @BeforeAll
  static void installJbang() throws Exception {
    jbang = JbangHome.in(shared);
  }

  @Test
  void aRegisteredCatalogWorksByNameByFileAndOffline() throws Exception {
    assertThat(run("history@ratchet", "--version").out()).isEqualTo(VERSION);
    String file = Sources.root().resolve("jbang-catalog.json").toString();
    assertThat(run("history@" + file, "--version").out()).isEqualTo(VERSION);
    assertThat(run("--offline", "history@ratchet", "--version").out()).isEqualTo(VERSION);
  }

  /** From a folder whose project says where its models are; the next step as it is printed. */
  @Test
  void whatIsPrintedRunsFromAnywhere() throws Exception {
    Path below = Files.createDirectories(folder.resolve("project/deep/er"));
    Files.createDirectory(folder.resolve("project/our-models"));
    Files.writeString(folder.resolve("project/ratchet.properties"), "MODELS_DIR=our-models\n");
    JbangHome.Result first = jbang.run(below, "history@ratchet", "--verbose");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err())
        .contains("models: " + folder.resolve("project/our-models") + " (from MODELS_DIR in ");
    assertThat(first.next("jbang")).startsWith("jbang rollback@ratchet --help");
    JbangHome.Result pasted = jbang.paste(below, "jbang history@ratchet --nonsense");
    assertThat(pasted.exit()).isEqualTo(2);
    assertThat(pasted.err()).contains("try: jbang history@ratchet --help");
  }

  /**
   * In an empty folder, where nothing listens: each step is the line that the one before printed.
   */
  @Test
  void aNewUserComesFromNothingToAConfirmedModelByPasting() throws Exception {
    int port = freePort();
    String url = "http://127.0.0.1:" + port + "/control/reload-models";
    JbangHome user = jbang.with("PROMOTE_FILLNET_RELOAD_URL", url);
    JbangHome.Result seeded = paste(user, "jbang seed_training_data@ratchet");
    JbangHome.Result checked = paste(user, seeded.next("jbang check_training_data@ratchet"));
    JbangHome.Result trained = paste(user, checked.next("jbang train_fillnet@ratchet"));
    Path told = folder.resolve("told");
    Process runtime = user.process(folder, "exec " + trained.next("jbang serve@ratchet"), told);
    try (BufferedReader out = runtime.inputReader()) {
      assertThat(out.readLine()).as(Files.readString(told)).contains("127.0.0.1:" + port);
      JbangHome.Result promoted = paste(user, trained.next("jbang promote@ratchet"));
      assertThat(promoted.out()).contains("PROMOTE fillnet=ok ", " reload=ok(200) sha256=");
      assertThat(paste(user, promoted.next("jbang history@ratchet")).out())
          .contains("LIVE fillnet");
    } finally {
      runtime.destroy();
      runtime.waitFor();
    }
  }

  private JbangHome.Result paste(JbangHome user, String line) throws Exception {
    JbangHome.Result ran = user.paste(folder, line);
    assertThat(ran.exit()).as(line + "\n" + ran.err()).isZero();
    return ran;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
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
      JbangHome.Result history = run("history@" + address + "/jbang-catalog.json", "--version");
      assertThat(history.out()).as(history.err()).isEqualTo(VERSION);
      assertThat(requests).hasSizeBetween(50, 120).doesNotHaveDuplicates();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anInstalledAppRuns() throws Exception {
    JbangHome.Result installed =
        run("app", "install", "--name", "ratchet-history", "history@ratchet");
    assertThat(installed.exit()).as(installed.err()).isZero();
    List<String> app = List.of(jbang.app("ratchet-history"), "--version");
    assertThat(jbang.start(folder, app).out()).isEqualTo(VERSION);
  }

  @Test
  void aNewScriptOnTheLibraryRunsWhereverItIsMade() throws Exception {
    JbangHome.Result made = run("init", "-t", "ops@ratchet", "my_script.java");
    assertThat(made.exit()).as(made.err()).isZero();
    JbangHome.Result ran = run("my_script.java", "--models-dir=somewhere");
    assertThat(ran.out()).as(ran.err()).contains("fillnet is served from somewhere/fillnet.json");
  }

  /** A fat jar is refused by JBang itself: a script without a package beside a library's module. */
  @Test
  void exportedJarsRun() throws Exception {
    for (String kind : List.of("portable", "local")) {
      String jar = folder.resolve(kind + ".jar").toString();
      JbangHome.Result exported = run("export", kind, "-O", jar, "history@ratchet");
      assertThat(exported.exit()).as(exported.err()).isZero();
      String java = System.getProperty("java.home") + "/bin/java";
      assertThat(jbang.start(folder, List.of(java, "-jar", jar, "--version")).out())
          .isEqualTo(VERSION);
    }
  }

  /** Whatever JDKs this machine has: nothing but the command speaks on stderr. One loads SQLite. */
  @Test
  void noJdkWarns() throws Exception {
    Files.createDirectory(folder.resolve("models"));
    String[] history = {"--quiet", "history@ratchet", "--models-dir=models", "--quiet"};
    String[] seed = {
      "--quiet", "seed_training_data@ratchet", "--mints=20", "--attempts=300", "--quiet"
    };
    for (String[] command : List.of(history, seed)) {
      run(command);
      for (Path home : jdks()) {
        JbangHome.Result ran = jbang.with("JAVA_HOME", home.toString()).run(folder, command);
        assertThat(ran.err()).as("%s", home).isEmpty();
        assertThat(ran.exit()).isZero();
      }
    }
  }

  /** Each once: distributions link one JDK under several names. */
  private static Set<Path> jdks() throws IOException {
    Set<Path> homes = new LinkedHashSet<>();
    homes.add(Path.of(System.getProperty("java.home")).toRealPath());
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> all = Files.list(installed)) {
        for (Path home : all.sorted().toList()) {
          if (Files.isExecutable(home.resolve("bin/javac"))) {
            homes.add(home.toRealPath());
          }
        }
      }
    }
    return homes;
  }

  private JbangHome.Result run(String... arguments) throws Exception {
    return jbang.run(folder, arguments);
  }
}
