import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.Cli;
import ratchet.model.Json;
import ratchet.process.JavaProcess;
import ratchet.reference.JsonReference;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;

@SuppressWarnings("auxiliaryclass")
class ServeTest {
  @TempDir Path models;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void refusesAPortThatAnotherProgramHas() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int exit = run("--port", String.valueOf(taken.getLocalPort()));

      assertThat(exit).isEqualTo(4);
      assertThat(err.toString())
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .contains("choose another --port");
    }
  }

  @Test
  void namesTheRuntimeThatHasThePort() {
    try (RuntimeServer first =
        RuntimeServer.start(RuntimeOptions.of(Role.ALPHA_RANKER, models).port(0).build())) {
      assertThat(run("--port", String.valueOf(first.port()))).isEqualTo(4);
      assertThat(err.toString()).contains("a ratchet alpha-ranker listens there already");
    }
  }

  @Test
  void leavesAStrangerOnThePortUnnamed() throws Exception {
    HttpServer stranger = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    stranger.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    stranger.start();
    try {
      assertThat(run("--port", String.valueOf(stranger.getAddress().getPort()))).isEqualTo(4);
      assertThat(err.toString()).doesNotContain("listens there already");
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void refusesAnOpenAddressWithoutAToken() {
    assertThat(run("--host", "0.0.0.0", "--port", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("can be reached from other machines", "--token-file");
  }

  @Test
  void refusesATokenFileWithoutASecret() throws Exception {
    Path token = Files.writeString(models.resolve("token"), "short\n");

    assertThat(run("--token-file", token.toString(), "--port", "0")).isEqualTo(4);
    assertThat(err.toString()).contains(token.toString(), "at least 16").doesNotContain("short");
    assertThat(run("--token-file", models.resolve("none").toString(), "--port", "0")).isEqualTo(4);
  }

  @Test
  void refusesAModelsFolderThatIsNotThere() {
    int exit =
        Cli.execute(
            new ServeCommand(),
            new PrintWriter(out),
            new PrintWriter(err),
            "--models-dir",
            models.resolve("none").toString());

    assertThat(exit).isEqualTo(4);
    assertThat(err.toString()).contains("models folder", "--models-dir");
  }

  @Test
  void refusesWordsThatMeanNothing() {
    assertThat(run("--role", "waiter")).isEqualTo(2);
    assertThat(run("--max-age", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("'soon' is not a duration; write 7d");
    assertThat(run("--alias", "beta=x.json")).isEqualTo(2);
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("executor, alpha-ranker, all")
        .contains("--refuse-expired")
        .contains("Exit codes:")
        .contains("curl -d");
  }

  @Test
  void servesUntilItIsTerminatedAndExitsWithZero() throws Exception {
    Process process = process("--role", "all", "--port", "0");
    try (BufferedReader stdout = process.inputReader(StandardCharsets.UTF_8)) {
      String line = stdout.readLine();
      assertThat(line)
          .startsWith("serving fillnet, alpha, rugguard, survival on http://127.0.0.1:")
          .endsWith("(fillnet missing, alpha missing, rugguard missing, survival missing)");
      String url = line.replaceAll(".*(http://[0-9.:]+).*", "$1");
      assertThat(status(url + "/healthz")).isEqualTo(200);
      assertThat(status(url + "/readyz")).isEqualTo(503);

      process.toHandle().destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(stdout.readLine()).isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void printsOneDocumentOnceItListens() throws Exception {
    Process process = process("--port", "0", "--json");
    try (BufferedReader stdout = process.inputReader(StandardCharsets.UTF_8)) {
      StringBuilder text = new StringBuilder();
      for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
        text.append(line).append('\n');
        if (line.equals("}")) {
          process.toHandle().destroy();
        }
      }
      JsonNode document = JsonReference.check(Json.read(text.toString()));

      assertThat(document.path("command").asText()).isEqualTo("serve");
      assertThat(document.path("ok").asBoolean()).isTrue();
      assertThat(document.path("role").asText()).isEqualTo("executor");
      assertThat(document.path("port").asInt()).isPositive();
      assertThat(document.path("url").asText())
          .isEqualTo("http://127.0.0.1:" + document.path("port").asInt());
      assertThat(document.path("models").path("fillnet").path("status").asText())
          .isEqualTo("missing");
    } finally {
      process.destroyForcibly();
    }
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of("--models-dir", models.toString()));
    all.addAll(List.of(args));
    return Cli.execute(
        new ServeCommand(), new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  /** The script in a JVM of its own, with this one's class path. */
  private Process process(String... args) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--models-dir", models.toString()));
    arguments.addAll(List.of(args));
    List<String> command = JavaProcess.command("ServeCommand", arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static int status(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }
}
