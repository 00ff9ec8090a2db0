package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.model.ModelName;
import ratchet.runtime.http.HttpSettings;

class HttpSurfaceTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private TestRuntime runtime;

  @BeforeEach
  void start() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, TestModels.good(ModelName.FILLNET, 1));
    runtime =
        TestRuntime.start(Role.EXECUTOR, folder, o -> o.allowedHosts(Set.of("models.example")));
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/score/alpha",
        "/score/../fillnet.json",
        "/score/fillnet/",
        "/SCORE",
        "/%73core",
        "/fillnet.json",
        "/control/reload-models/%2e%2e",
        "/score/fillnet%00.json"
      })
  void knowsNoOtherAddress(String path) {
    String answer = runtime.raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 404 ").contains("{\"error\":\"there is nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /score, POST",
    "GET, /control/reload-models, POST",
    "DELETE, /score, POST",
    "POST, /metrics, 'GET, HEAD'",
    "PUT, /healthz, 'GET, HEAD'",
    "OPTIONS, /readyz, 'GET, HEAD'",
    "POST, /, 'GET, HEAD'"
  })
  void saysWhichMethodAnAddressTakes(String method, String path, String allowed) {
    HttpResponse<String> response =
        runtime.send(runtime.request(path).method(method, BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains(allowed);
  }

  @Test
  void answersHeadWithoutABody() {
    HttpResponse<String> response =
        runtime.send(runtime.request("/healthz").method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:4011",
        "LOCALHOST.",
        "127.0.0.1",
        "127.0.0.1:80",
        "[::1]:4011",
        "[0:0:0:0:0:0:0:1]",
        "models.example",
        "Models.Example:8443"
      })
  void answersToItsOwnNames(String host) {
    assertThat(runtime.raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:4011",
        "10.0.0.1",
        "[::2]",
        "models.example@evil.example",
        "localhost:80@evil.example",
        "localhost:evil",
        "localhost%25.evil.example",
        "localhost%",
        "[localhost]",
        "[127.0.0.1]",
        "[::1]evil.example",
        "[::1%eth0]",
        "[::ffff:127.0.0.1]",
        "evil.example [::1]",
        "localhost..",
        "localhost:123456",
        "127.1",
        "0177.0.0.1",
        "2130706433",
        "LOCALHOST\u212A",
        "["
      })
  void refusesAForeignHost(String host) {
    assertThat(runtime.raw("POST /score HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void looksAtTheHostOfAnAbsoluteTargetToo() {
    assertThat(runtime.raw("GET http://localhost/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(runtime.raw("GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(runtime.raw("GET http://localhost/healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void refusesARequestWithoutExactlyOneHost() {
    assertThat(runtime.raw("GET /healthz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(
            runtime.raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1", "file://"})
  void refusesAPostFromAForeignPage(String origin) {
    HttpRequest.Builder request =
        runtime
            .request("/score")
            .header("Origin", origin)
            .POST(BodyPublishers.ofString(TestRuntime.CONTEXT));

    assertThat(runtime.send(request).statusCode()).isEqualTo(403);
  }

  @Test
  void takesAPostFromItsOwnPage() {
    HttpRequest.Builder request =
        runtime
            .request("/score")
            .header("Origin", runtime.server.uri().toString())
            .POST(BodyPublishers.ofString(TestRuntime.CONTEXT));

    assertThat(runtime.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesABodyOverOneMebibyte() {
    String start = "{\"slippageBps\": 100, \"route\": \"";
    String fits = start + "x".repeat(HttpSettings.MAX_BODY_BYTES - start.length() - 2) + "\"}";
    assertThat(fits).hasSize(HttpSettings.MAX_BODY_BYTES);

    assertThat(runtime.post("/score", fits).statusCode()).isEqualTo(200);
    assertThat(runtime.post("/score", fits + " ").statusCode()).isEqualTo(413);
    assertThat(runtime.post("/control/reload-models", fits + " ").statusCode()).isEqualTo(413);
  }

  @Test
  void refusesAnEndlessChunkedBody() {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";

    assertThat(
            runtime.raw(
                "POST /score HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + chunk.repeat(20)
                    + "0\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void survivesNestingThatWouldOverflowAStack() {
    HttpResponse<String> response =
        runtime.post("/score", "[".repeat(200_000) + "]".repeat(200_000));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("Exception");
  }

  @Test
  void keepsAnswersOutOfCachesAndSniffers() {
    HttpResponse<String> page = runtime.get("/");

    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .contains("script-src 'sha256-")
        .contains("frame-ancestors 'none'");
  }

  @Test
  void asksForTheTokenOnEveryPost() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    try (TestRuntime guarded =
        TestRuntime.start(Role.EXECUTOR, folder, o -> o.host("0.0.0.0").tokenFile(file))) {
      for (String path : new String[] {"/score", "/control/reload-models"}) {
        assertThat(posted(guarded, path, null)).isEqualTo(401);
        assertThat(posted(guarded, path, "Bearer " + TOKEN + "x")).isEqualTo(401);
        assertThat(posted(guarded, path, "Bearer ")).isEqualTo(401);
        assertThat(posted(guarded, path, "Basic " + TOKEN)).isEqualTo(401);
        assertThat(posted(guarded, path, "Bearer " + TOKEN)).isEqualTo(200);
        assertThat(posted(guarded, path, "bearer " + TOKEN)).isEqualTo(200);
      }
      assertThat(guarded.raw("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void takesANewTokenInPlaceOfTheOldOne() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), TOKEN);
    String next = TOKEN.replace('0', 'f');
    try (TestRuntime guarded = TestRuntime.start(Role.EXECUTOR, folder, o -> o.tokenFile(file))) {
      assertThat(posted(guarded, "/score", "Bearer " + TOKEN)).isEqualTo(200);

      Files.writeString(file, next);
      while (posted(guarded, "/score", "Bearer " + next) == 401) {
        Thread.sleep(10);
      }
      assertThat(posted(guarded, "/score", "Bearer " + next)).isEqualTo(200);
      assertThat(posted(guarded, "/score", "Bearer " + TOKEN)).isEqualTo(401);

      Files.delete(file);
      while (posted(guarded, "/score", "Bearer " + next) == 200) {
        Thread.sleep(10);
      }
      assertThat(posted(guarded, "/score", "Bearer ")).isEqualTo(401);
      assertThat(guarded.log)
          .anyMatch(line -> line.startsWith("warning: every user of this machine may read"))
          .anyMatch(line -> line.startsWith("the token file was read again"))
          .anyMatch(line -> line.endsWith("every POST is refused until this is fixed"))
          .noneMatch(line -> line.contains(TOKEN) || line.contains(next));
    }
  }

  @Test
  void answersControlAndScoresOnPortsOfTheirOwn() throws Exception {
    try (TestRuntime split = TestRuntime.start(Role.EXECUTOR, folder, o -> o.controlPort(0))) {
      String control = split.server.controlUri().orElseThrow().toString();
      assertThat(control).startsWith("http://127.0.0.1:");
      assertThat(split.post("/score", TestRuntime.CONTEXT).statusCode()).isEqualTo(200);
      assertThat(split.reload().statusCode()).isEqualTo(404);
      assertThat(split.reload().body()).contains("answered on the control port");
      assertThat(split.get("/metrics").statusCode()).isEqualTo(404);
      for (String path : new String[] {"/healthz", "/readyz"}) {
        assertThat(split.get(path).statusCode()).isEqualTo(200);
      }
      for (String path : new String[] {"/", "/status.json", "/healthz", "/readyz", "/metrics"}) {
        assertThat(
                split.send(HttpRequest.newBuilder(URI.create(control + path)).GET()).statusCode())
            .as(path)
            .isEqualTo(200);
      }
      HttpRequest.Builder reload =
          HttpRequest.newBuilder(URI.create(control + "/control/reload-models"));
      assertThat(split.send(reload.POST(BodyPublishers.noBody())).statusCode()).isEqualTo(200);
      HttpRequest.Builder score = HttpRequest.newBuilder(URI.create(control + "/score"));
      assertThat(split.send(score.POST(BodyPublishers.noBody())).statusCode()).isEqualTo(404);
    }
  }

  private static int posted(TestRuntime runtime, String path, String authorization) {
    String header = authorization == null ? "" : "Authorization: " + authorization + "\r\n";
    String answer =
        runtime.raw(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + header
                + "Content-Length: "
                + TestRuntime.CONTEXT.length()
                + "\r\n\r\n"
                + TestRuntime.CONTEXT);
    return Integer.parseInt(answer.substring(9, 12));
  }
}
