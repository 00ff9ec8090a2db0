package ratchet.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.runtime.http.RawConnection.post;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProtocolTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keepsAConnectionForTheNextRequest() throws Exception {
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 3; i++) {
        RawConnection.Answer answer = connection.send(post("/echo", "n" + i)).answer();
        assertThat(answer.text()).isEqualTo("n" + i);
        assertThat(answer.headers()).doesNotContainKey("connection").containsKey("date");
      }
      assertThat(connection.send(post("/echo", "", "Connection: close")).answer().headers())
          .containsEntry("connection", "close");
      assertThat(connection.isEnded()).isTrue();
    }
  }

  @Test
  void keepsAnOldClientsConnectionWhereItAsksForThat() throws Exception {
    String head = "GET /echo HTTP/1.0\r\nHost: localhost\r\n";
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send(head + "Connection: keep-alive\r\n\r\n").answer().headers())
          .containsEntry("connection", "keep-alive");
      assertThat(connection.send(head + "\r\n").answer().status()).isEqualTo(200);
      assertThat(connection.isEnded()).isTrue();
    }
  }

  @Test
  void answersRequestsInTheirOrderThoughTheFirstTakesLonger() throws Exception {
    try (RawConnection connection = server.connect()) {
      StringBuilder pipelined = new StringBuilder(post("/later", ""));
      for (int i = 0; i < 500; i++) {
        pipelined.append(post("/echo", "n" + i));
      }
      connection.send(pipelined.toString());
      try (RawConnection other = server.connect()) {
        assertThat(other.send(post("/echo", "meanwhile")).answer().text()).isEqualTo("meanwhile");
      }
      server.later.complete(Reply.text("text/plain", "first"));

      assertThat(connection.answer().text()).isEqualTo("first");
      for (int i = 0; i < 500; i++) {
        assertThat(connection.answer().text()).isEqualTo("n" + i);
      }
    }
  }

  @Test
  void tellsALengthAndSendsNoBodyForHead() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("HEAD /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawConnection.Answer head = connection.head();
      assertThat(head.status()).isEqualTo(404);
      assertThat(Integer.parseInt(head.headers().get("content-length"))).isPositive();
      assertThat(connection.send(post("/echo", "next")).answer().text()).isEqualTo("next");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /echo HTTP/1.1\r\n"
            + "Host: a\r\n"
            + "Content-Length: 3\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, xchunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nBad Name: 1\r\n\r\n",
        "POST /echo HTTP/1.1\nHost: a\n\n",
        "POST\r\n\r\n",
        "\u0000\u0001\u0002\u0003\r\n\r\n"
      })
  void refusesWhatCouldBeReadInTwoWays(String request) throws Exception {
    try (RawConnection connection = server.connect()) {
      RawConnection.Answer answer = connection.send(request).answer();

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).isEqualTo("{\"error\":\"the request is malformed\"}\n");
      assertThat(connection.isEnded()).isTrue();
    }
    assertThat(server.log).isEmpty();
  }

  @Test
  void boundsTheRequestLineAndTheHeaders() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(connection.answer().status()).isEqualTo(414);
    }
    try (RawConnection connection = server.connect()) {
      connection.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
      assertThat(connection.answer().status()).isEqualTo(431);
    }
  }

  @Test
  void asksForABodyThatWaitsForThatAndRefusesOneThatIsTooLong() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(post("/echo", "", "Expect: 100-continue").replace("h: 0", "h: 3"));
      assertThat(connection.answer().status()).isEqualTo(100);
      assertThat(connection.send("abc").answer().text()).isEqualTo("abc");

      connection.send(post("/echo", "", "Expect: 100-continue").replace("h: 0", "h: 3000000"));
      assertThat(connection.answer().status()).isEqualTo(413);
    }
    try (RawConnection connection = server.connect()) {
      connection.send(post("/echo", "", "Expect: wonders"));
      assertThat(connection.answer().status()).isEqualTo(417);
    }
  }

  @Test
  void readsABodyThatIsTooLongAwayAndGoesOn() throws Exception {
    byte[] tooLong = new byte[3_000_000];
    try (RawConnection connection = server.connect()) {
      assertThat(connection.post("/echo", tooLong).status()).isEqualTo(413);
      assertThat(connection.send(post("/echo", "next")).answer().text()).isEqualTo("next");
    }
  }

  @Test
  void unpacksABodyAndPacksALongAnswer() throws Exception {
    String text = "abcdefgh".repeat(10_000);
    try (RawConnection connection = server.connect()) {
      byte[] packed = gzip(text.getBytes(StandardCharsets.US_ASCII));
      RawConnection.Answer answer =
          connection.post("/echo", packed, "Content-Encoding: gzip", "Accept-Encoding: br, gzip");

      assertThat(answer.headers())
          .containsEntry("content-encoding", "gzip")
          .containsEntry("vary", "Accept-Encoding");
      assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
          .asString(StandardCharsets.US_ASCII)
          .isEqualTo(text);
      assertThat(connection.send(post("/echo", text)).answer().text()).isEqualTo(text);
      assertThat(
              connection.send(post("/echo", text, "Accept-Encoding: gzip;q=0")).answer().headers())
          .doesNotContainKey("content-encoding");
      assertThat(connection.send(post("/echo", "short", "Accept-Encoding: gzip")).answer().text())
          .isEqualTo("short");
    }
  }

  @Test
  void unpacksNoMoreThanABodyMayHave() throws Exception {
    try (RawConnection connection = server.connect()) {
      byte[] bomb = gzip(new byte[HttpSettings.MAX_BODY_BYTES + 1]);
      assertThat(bomb).hasSizeLessThan(2000);
      assertThat(connection.post("/echo", bomb, "Content-Encoding: gzip").status()).isEqualTo(413);
      assertThat(connection.post("/echo", new byte[9], "Content-Encoding: gzip").status())
          .isEqualTo(400);
      RawConnection.Answer unknown = connection.post("/echo", bomb, "Content-Encoding: br");
      assertThat(unknown.status()).isEqualTo(415);
      assertThat(unknown.headers()).containsEntry("accept-encoding", "gzip");
    }
  }

  @Test
  void logsAFailedRequestOfATraceAndNoOther() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(post("/nothing", "", "traceparent: " + TRACE)).answer();
      connection.send(post("/nothing", "")).answer();
      connection.send(post("/nothing", "", "traceparent: 00-forged line")).answer();
      connection.send(post("/echo", "", "traceparent: " + TRACE)).answer();
      assertThat(connection.send(post("/bug", "", "traceparent: " + TRACE)).answer().status())
          .isEqualTo(500);
    }
    assertThat(server.log)
        .containsExactly(
            "failed: POST /nothing 404 traceparent=" + TRACE,
            "unexpected failure at /bug: java.lang.IllegalStateException: a bug traceparent="
                + TRACE,
            "failed: POST /bug 500 traceparent=" + TRACE);
  }

  @Test
  void doesNotTurnAFloodOfFailuresIntoOneOfLines() throws Exception {
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 2000; i++) {
        connection.send(post("/nothing", "", "traceparent: " + TRACE)).answer();
      }
    }
    assertThat(server.log).hasSizeBetween(20, 1000);
  }

  @Test
  void givesEveryRequestALineWhereThatWasAskedFor() throws Exception {
    try (TestServer logging = new TestServer(TestServer.settings(10, 1 << 20, true));
        RawConnection connection = logging.connect()) {
      connection.send(post("/echo", "abc", "traceparent: " + TRACE)).answer();

      assertThat(logging.log).hasSize(1);
      assertThat(logging.log.get(0))
          .startsWith("POST /echo 200 3 bytes ")
          .endsWith(" ms traceparent=" + TRACE);
    }
  }

  @Test
  void takesAnAbsoluteTargetApart() {
    Map<String, String> paths =
        Map.of(
            "/a?b=/c", "/a",
            "http://host:1/a?b", "/a",
            "HTTPS://host", "/",
            "http://host?x", "/",
            "*", "*");
    paths.forEach(
        (target, path) -> {
          RequestHead head =
              RequestHead.of(
                  new io.netty.handler.codec.http.DefaultHttpRequest(
                      io.netty.handler.codec.http.HttpVersion.HTTP_1_1,
                      io.netty.handler.codec.http.HttpMethod.GET,
                      target),
                  null);
          assertThat(head.path()).as(target).isEqualTo(path);
          assertThat(head.targetAuthority().isPresent()).isEqualTo(target.contains("://"));
        });
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
