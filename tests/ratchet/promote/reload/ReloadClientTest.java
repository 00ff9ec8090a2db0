package ratchet.promote.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.promote.reload.ReloadReply.Outcome.FAILED;
import static ratchet.promote.reload.ReloadReply.Outcome.OK;
import static ratchet.promote.reload.ReloadReply.Outcome.SKIPPED;
import static ratchet.promote.reload.ReloadReply.Outcome.UNVERIFIED;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ratchet.promote.reload.Reloader.ExpectedModel;
import ratchet.store.StoredVersions;

@Timeout(60)
class ReloadClientTest {
  static final ExpectedModel EXPECTED = StoredVersions.expected(1);
  static final String OURS =
      "{\"status\":\"ok\",\"models\":{\"fillnet\":{\"status\":\"ok\",\"sha256\":\""
          + EXPECTED.sha256()
          + "\",\"created\":\"2026-03-01T12:00:01Z\",\"epoch_seconds\":"
          + EXPECTED.epochSeconds()
          + "}}}";

  @TempDir Path folder;

  /** Short waits, so that nothing here takes a second; the order of things is the same. */
  static ReloadSettings quick() {
    return answeredWithin(Duration.ofSeconds(30));
  }

  /** The same for a runtime that is not going to answer. */
  private static ReloadSettings impatient() {
    return answeredWithin(Duration.ofMillis(400));
  }

  private static ReloadSettings answeredWithin(Duration readTimeout) {
    return new ReloadSettings(
        Optional.empty(),
        Map.of(),
        Duration.ofSeconds(30),
        readTimeout,
        3,
        Duration.ofMillis(5),
        Duration.ofMillis(50),
        Duration.ofMillis(50),
        32,
        false);
  }

  static ReloadReply ask(ReloadSettings settings, URI url) {
    try (ReloadClient client = new ReloadClient(settings)) {
      return client.reload(FILLNET, url, EXPECTED);
    }
  }

  private static ReloadReply answered(int status, String body) {
    try (FakeRuntime runtime = FakeRuntime.saying(status, body)) {
      return ask(quick(), runtime.url());
    }
  }

  @Test
  void confirmsByTheDigestInTheReply() {
    ReloadReply reply = answered(200, OURS);
    assertThat(reply.outcome()).isEqualTo(OK);
    assertThat(reply.httpStatus()).hasValue(200);
    assertThat(reply.status()).contains("ok");
    assertThat(reply.servedSha256()).contains(EXPECTED.sha256());
    assertThat(reply.servedEpochSeconds()).hasValue(EXPECTED.epochSeconds());
    assertThat(reply.summary()).isEqualTo("ok(200)");
    assertThat(reply.detail()).isEmpty();
  }

  @Test
  void sendsAnEmptyPostWithoutAContentType() throws IOException {
    try (SocketRuntime runtime =
        new SocketRuntime(
            socket ->
                SocketRuntime.say(
                    socket,
                    "HTTP/1.1 200 OK\r\nContent-Length: " + OURS.length() + "\r\n\r\n" + OURS))) {
      assertThat(ask(quick(), runtime.url()).outcome()).isEqualTo(OK);
      assertThat(runtime.heads()).hasSize(1);
      String head = runtime.heads().get(0);
      assertThat(head)
          .startsWith("POST /control/reload-models HTTP/1.1\r\n")
          .contains("Content-Length: 0\r\n")
          .doesNotContainIgnoringCase("Content-Type")
          .doesNotContainIgnoringCase("Transfer-Encoding")
          .doesNotContainIgnoringCase("Authorization");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"status\":\"error\"} | status error",
        "200 | {\"status\":\"ok\",\"detail\":{\"status\":\"error\"}} | status error",
        "200 | {\"status\":\"ok\",\"detail\":{\"status\":\"error\",\"message\":\"bad weights\"}}"
            + " | status error: bad weights",
        "200 | {\"status\":\"ok\",\"models\":{\"fillnet\":{\"status\":\"degraded\"}}}"
            + " | status degraded",
        "200 | {\"status\":\"OK\"} | status OK",
        "200 | {\"detail\":{\"status\":\"ok\"}} | the reply has no status",
        "200 | {\"status\":true} | the reply has no status",
        "200 | [1] | the reply is not a JSON object",
        "200 | reloaded | the reply is not valid JSON",
        "200 | {\"status\":\"ok\",\"status\":\"error\"} | the reply is not valid JSON",
        "200 | '' | the reply is empty",
        "204 | '' | HTTP 204",
        "302 | '' | HTTP 302",
        "400 | {\"error\":\"bad\"} | HTTP 400: bad",
        "401 | '' | HTTP 401",
        "404 | not found | HTTP 404",
        "408 | '' | HTTP 408",
        "415 | {\"status\":\"ok\"} | HTTP 415",
        "422 | {\"status\":\"error\",\"models\":{\"fillnet\":{\"error\":\"wFill: short\"}}}"
            + " | HTTP 422: wFill: short"
      })
  void takesEveryOtherAnswerForAFailureAndAsksOnce(int status, String body, String detail) {
    try (FakeRuntime runtime = FakeRuntime.saying(status, body)) {
      ReloadReply reply = ask(quick(), runtime.url());
      assertThat(reply.outcome()).isEqualTo(FAILED);
      assertThat(reply.httpStatus()).hasValue(status);
      assertThat(reply.detail()).startsWith(detail);
      assertThat(runtime.asked()).isEqualTo(1);
      assertThat(runtime.metricsRequests).isEmpty();
    }
  }

  @Test
  void doesNotFollowARedirect() {
    try (FakeRuntime other = FakeRuntime.saying(200, OURS);
        FakeRuntime runtime =
            FakeRuntime.saying(307, "", Map.of("Location", other.url().toString()))) {
      assertThat(ask(quick(), runtime.url()).detail()).isEqualTo("HTTP 307");
      assertThat(other.asked()).isZero();
    }
  }

  @Test
  void cleansWhatAStrangerSays() {
    ReloadReply reply =
        answered(200, "{\"status\":\"bad\\u001b[31m\\nline\\u0000" + "x".repeat(500) + "\"}");
    assertThat(reply.detail()).doesNotContain("\n", "\u001b").hasSizeLessThan(250);
  }

  @Test
  void failsWhenAnotherVersionIsServed() {
    String other = OURS.replace(EXPECTED.sha256(), StoredVersions.sha256(2));
    ReloadReply reply = answered(200, other);
    assertThat(reply.outcome()).isEqualTo(FAILED);
    assertThat(reply.servedSha256()).contains(StoredVersions.sha256(2));
    assertThat(reply.detail())
        .isEqualTo(
            "serves "
                + StoredVersions.sha256(2).substring(0, 12)
                + " instead of "
                + EXPECTED.sha256().substring(0, 12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":\"ok\",\"epoch_seconds\":%d}",
        "{\"status\":\"ok\",\"detail\":{\"status\":\"ok\",\"epoch_seconds\":%d}}",
        "{\"status\":\"ok\",\"models\":{\"fillnet\":{\"epoch_seconds\":%d}}}"
      })
  void confirmsByTheEpochWhereTheReplyTellsNoDigest(String form) {
    ReloadReply same = answered(200, String.format(form, EXPECTED.epochSeconds()));
    assertThat(same.outcome()).isEqualTo(OK);
    ReloadReply older = answered(200, String.format(form, EXPECTED.epochSeconds() - 1));
    assertThat(older.outcome()).isEqualTo(FAILED);
    assertThat(older.detail()).startsWith("serves the model created at ");
  }

  @Test
  void confirmsByCreatedWhereTheReplyTellsNothingElse() {
    assertThat(answered(200, "{\"status\":\"ok\",\"created\":\"2026-03-01T12:00:01Z\"}").outcome())
        .isEqualTo(OK);
    assertThat(answered(200, "{\"status\":\"ok\",\"created\":\"2026-03-01T12:00:02Z\"}").outcome())
        .isEqualTo(FAILED);
  }

  @Test
  void looksOnlyAtTheModelItAskedFor() {
    String other =
        OURS.replace("\"fillnet\"", "\"alpha\"")
            .replace("\"status\":\"ok\",\"sha", "\"status\":\"missing\",\"sha");
    ReloadReply reply = answered(200, other);
    assertThat(reply.outcome()).isEqualTo(FAILED);
    assertThat(reply.detail()).isEqualTo("this runtime does not serve fillnet, but alpha");
  }

  @Test
  void takesADegradedModelForAFailureUnlessItComesBack() {
    String degraded =
        OURS.replace(
            "\"sha256\"",
            "\"model_status\":\"degraded\",\"warning\":\"expired 3 days ago\",\"sha256\"");
    ReloadReply forward = answered(200, degraded);
    assertThat(forward.outcome()).isEqualTo(FAILED);
    assertThat(forward.summary()).isEqualTo("failed(model_status degraded: expired 3 days ago)");
    try (FakeRuntime runtime = FakeRuntime.saying(200, degraded);
        ReloadClient client = new ReloadClient(quick())) {
      ReloadReply back = client.reload(FILLNET, runtime.url(), EXPECTED.allowDegraded());
      assertThat(back.outcome()).isEqualTo(OK);
      assertThat(back.summary()).isEqualTo("ok(200) degraded");
    }
  }

  @Test
  void asksTheMetricsOnceWhenTheReplyDoesNotTell() {
    String page =
        "# HELP fillnet_model_info x\n"
            + "fillnet_model_info{sha256=\""
            + StoredVersions.sha256(7)
            + "\",version=\"2\"} 0.0\n"
            + "fillnet_model_info{sha256=\""
            + EXPECTED.sha256()
            + "\",version=\"2\"} 1.0\n"
            + "fillnet_model_epoch_seconds_other 3\n"
            + "fillnet_model_epoch_seconds 1.772366401E9\n";
    try (FakeRuntime runtime = FakeRuntime.saying(200, "{\"status\":\"ok\"}").withMetrics(page)) {
      ReloadReply reply = ask(quick(), runtime.url());
      assertThat(reply.outcome()).as(reply.detail()).isEqualTo(OK);
      assertThat(reply.servedSha256()).contains(EXPECTED.sha256());
      assertThat(reply.servedEpochSeconds()).hasValue(EXPECTED.epochSeconds());
      assertThat(runtime.metricsRequests).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fillnet_model_epoch_seconds 1772366401 | OK",
        "fillnet_model_epoch_seconds{host=\"a\"} 1772366401 1772366409000 | OK",
        "fillnet_model_epoch_seconds 1772366400 | FAILED",
        "fillnet_model_epoch_seconds 0 | FAILED",
        "fillnet_model_epoch_seconds NaN-ish | UNVERIFIED",
        "fillnet_model_info{version=\"2\",sha256=\"00\"} 1 | FAILED",
        "alpha_model_epoch_seconds 1 | UNVERIFIED",
        "'' | UNVERIFIED"
      })
  void believesTheMetrics(String page, ReloadReply.Outcome outcome) {
    try (FakeRuntime runtime = FakeRuntime.saying(200, "{\"status\":\"ok\"}").withMetrics(page)) {
      ReloadReply reply = ask(quick(), runtime.url());
      assertThat(reply.outcome()).isEqualTo(outcome);
      if (outcome == UNVERIFIED) {
        assertThat(reply.summary()).isEqualTo("ok(200) unverified");
        assertThat(reply.detail()).contains("/metrics");
      }
    }
  }

  @Test
  void isUnverifiedWhenThereAreNoMetrics() {
    ReloadReply reply = answered(200, "{\"status\":\"ok\",\"detail\":{\"status\":\"ok\"}}");
    assertThat(reply.outcome()).isEqualTo(UNVERIFIED);
    assertThat(reply.detail()).endsWith("/metrics failed: HTTP 404");
  }

  @Test
  void keepsTheTokenFromAnotherHostsMetrics() throws IOException {
    ReloadToken token =
        ReloadToken.read(Files.writeString(folder.resolve("token"), " secret-1 \n"));
    String page = "fillnet_model_epoch_seconds " + EXPECTED.epochSeconds();
    try (FakeRuntime other = FakeRuntime.saying(200, "").withMetrics(page);
        FakeRuntime runtime = FakeRuntime.saying(200, "{\"status\":\"ok\"}").withMetrics(page)) {
      ReloadSettings own = quick().withToken(Optional.of(token));
      assertThat(ask(own, runtime.url()).outcome()).isEqualTo(OK);
      assertThat(runtime.requests.get(0).headers().getFirst("Authorization"))
          .isEqualTo("Bearer secret-1");
      assertThat(runtime.metricsRequests.get(0).headers().getFirst("Authorization"))
          .isEqualTo("Bearer secret-1");
      ReloadSettings elsewhere = own.withMetricsUrls(Map.of(runtime.url(), other.metricsUrl()));
      assertThat(ask(elsewhere, runtime.url()).outcome()).isEqualTo(OK);
      assertThat(other.metricsRequests).hasSize(1);
      assertThat(other.metricsRequests.get(0).headers().getFirst("Authorization")).isNull();
    }
  }

  @Test
  void failsWithoutAskingAgainWhenTheRuntimeHangs() throws IOException {
    try (SocketRuntime runtime = SocketRuntime.hanging()) {
      ReloadReply reply = ask(impatient(), runtime.url());
      assertThat(reply.outcome()).isEqualTo(FAILED);
      assertThat(reply.httpStatus()).isEmpty();
      assertThat(reply.summary()).isEqualTo("failed(no answer within 0.4 s)");
      assertThat(runtime.heads()).hasSize(1);
    }
  }

  @Test
  void failsWhenTheReplyDripsWithoutEnd() throws IOException {
    ReloadSettings settings =
        new ReloadSettings(
            Optional.empty(),
            Map.of(),
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            3,
            Duration.ofMillis(5),
            Duration.ofMillis(50),
            Duration.ofMillis(50),
            32,
            false);
    try (SocketRuntime runtime =
        new SocketRuntime(
            socket -> {
              SocketRuntime.say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
              while (true) {
                SocketRuntime.say(socket, " ");
                Thread.sleep(20);
              }
            })) {
      ReloadReply reply = ask(settings, runtime.url());
      assertThat(reply.outcome()).isEqualTo(FAILED);
      assertThat(runtime.heads()).hasSize(1);
    }
  }

  @Test
  void doesNotReadAReplyWithoutEnd() throws IOException {
    String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
    try (SocketRuntime runtime =
        new SocketRuntime(
            socket -> {
              SocketRuntime.say(socket, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (true) {
                SocketRuntime.say(socket, chunk);
              }
            })) {
      ReloadReply reply = ask(ReloadSettings.defaults(), runtime.url());
      assertThat(reply.outcome()).isEqualTo(FAILED);
      assertThat(reply.httpStatus()).hasValue(200);
    }
  }

  @Test
  void asksAgainWhenTheConnectionBreaks() throws IOException {
    try (SocketRuntime runtime = new SocketRuntime(socket -> socket.close())) {
      ReloadReply reply = ask(quick(), runtime.url());
      assertThat(reply.outcome()).isEqualTo(FAILED);
      assertThat(runtime.heads()).hasSize(3);
    }
  }

  @Test
  void failsWhenNobodyListens() throws IOException {
    URI nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/control/reload-models");
    }
    ReloadReply reply = ask(quick(), nobody);
    assertThat(reply.outcome()).isEqualTo(FAILED);
    assertThat(reply.summary()).isEqualTo("failed(connection refused)");
    ReloadReply allowed = ask(quick().withAllowDown(true), nobody);
    assertThat(allowed.outcome()).isEqualTo(SKIPPED);
    assertThat(allowed.summary()).isEqualTo("skipped(connection refused)");
  }

  @Test
  void doesNotExcuseARuntimeThatAnswersBadlyAsOneThatIsDown() throws IOException {
    try (SocketRuntime runtime = SocketRuntime.hanging()) {
      assertThat(ask(impatient().withAllowDown(true), runtime.url()).outcome()).isEqualTo(FAILED);
    }
  }

  @Test
  void keepsNoProcessAlive() {
    answered(200, OURS);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !thread.isDaemon())
        .extracting(Thread::getName)
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("okhttp"));
  }
}
