import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ratchet.layout.Sources.root;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;

/** The shipped rules in a real Prometheus that scrapes a real runtime. */
class PrometheusTest {
  private static final long DEADLINE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void firesWhenAModelIsMissingAndClearsWhenItIsThere() throws Exception {
    assumeTrue(isOnPath("prometheus"), "prometheus is not on the PATH");
    Path models = Files.createDirectory(folder.resolve("models"));
    try (RuntimeServer runtime =
        RuntimeServer.start(RuntimeOptions.of(Role.EXECUTOR, models).port(0).build())) {
      int port = freePort();
      Process prometheus = prometheus(port, runtime.port());
      try {
        String api = "http://127.0.0.1:" + port + "/api/v1/query?query=";
        String firing = "count(ALERTS{alertname=\"ModelStatusNotOk\",alertstate=\"firing\"})";
        awaitValue(api, "up{role=\"executor\"}", "1");
        awaitValue(api, "fillnet_model_status{status=\"missing\"}", "1");
        awaitValue(api, firing, "1");

        Files.write(models.resolve(ModelName.FILLNET.aliasFile()), HealthyModel.fillNet());

        awaitValue(api, "fillnet_model_status{status=\"ok\"}", "1");
        awaitValue(api, firing + " or vector(0)", "0");
        awaitValue(api, "fillnet_model_last_reload_successful", "1");
      } finally {
        prometheus.destroy();
        prometheus.waitFor();
      }
    }
  }

  /** The shipped configuration and rules, in a hurry: seconds where they say minutes. */
  private Process prometheus(int port, int runtimePort) throws IOException {
    Path shipped = root().resolve("ops/prometheus");
    String rules =
        Files.readString(shipped.resolve("alerts.yml")).replaceAll("for: \\w+", "for: 1s");
    Files.writeString(folder.resolve("alerts.yml"), rules);
    String config =
        Files.readString(shipped.resolve("prometheus.yml"))
            .replace("_interval: 15s", "_interval: 1s")
            .replace("127.0.0.1:4011", "127.0.0.1:" + runtimePort);
    Path file = Files.writeString(folder.resolve("prometheus.yml"), config);
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + file,
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  private void awaitValue(String api, String query, String expected) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    String last = "nothing";
    while (!last.equals(expected)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            query
                + " is "
                + last
                + ", not "
                + expected
                + "\n"
                + Files.readString(folder.resolve("prometheus.log")));
      }
      Thread.sleep(200);
      last = value(api + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }
  }

  /** Of the first sample; a word where there is none yet. */
  private static String value(String url) {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      JsonNode result = Json.read(in.readAllBytes()).path("data").path("result");
      return result.isEmpty() ? "absent" : result.path(0).path("value").path(1).asText();
    } catch (IOException e) {
      return "unreachable";
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
