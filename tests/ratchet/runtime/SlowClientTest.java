package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;

/** Clients that take their time; each call returns because the runtime closes the connection. */
class SlowClientTest {
  @TempDir Path folder;
  private TestRuntime runtime;

  @BeforeEach
  void start() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, TestModels.good(ModelName.FILLNET, 1));
    runtime =
        TestRuntime.start(Role.EXECUTOR, folder, o -> o.requestTimeout(Duration.ofMillis(200)));
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @Test
  void cutsARequestThatStopsInItsHeaders() throws Exception {
    assertIsCut("POST /score HTTP/1.1\r\nHost: local");
  }

  @Test
  void cutsARequestThatStopsInItsBody() throws Exception {
    assertIsCut("POST /score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"lpSol\"");
  }

  @Test
  void cutsARequestThatDribbles() throws Exception {
    try (Socket socket = connect()) {
      // each byte comes in time, all of them never would
      boolean cut = false;
      for (int i = 0; i < 500 && !cut; i++) {
        try {
          socket.getOutputStream().write("POST /score".charAt(i % 11));
          Thread.sleep(10);
        } catch (SocketException e) {
          cut = true;
        }
      }
      assertThat(cut).isTrue();
    }
    assertAnswers();
  }

  @Test
  void cutsAClientThatDoesNotReadItsAnswer() throws Exception {
    String batch =
        "["
            + (TestRuntime.CONTEXT + ",").repeat(ContextReader.MAX_CONTEXTS - 1)
            + TestRuntime.CONTEXT
            + "]";
    byte[] request =
        ("POST /score HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                + batch.length()
                + "\r\n\r\n"
                + batch)
            .getBytes(StandardCharsets.ISO_8859_1);
    try (Socket socket = connect()) {
      boolean cut = false;
      try {
        for (int i = 0; i < 2000; i++) {
          socket.getOutputStream().write(request);
        }
      } catch (SocketException e) {
        cut = true;
      }
      assertThat(cut).isTrue();
    }
    assertAnswers();
  }

  @Test
  void answersOthersWhileManyAreSlow() throws Exception {
    Socket[] slow = new Socket[100];
    try {
      for (int i = 0; i < slow.length; i++) {
        slow[i] = connect();
        slow[i].getOutputStream().write("POST /score HT".getBytes(StandardCharsets.US_ASCII));
      }
      assertAnswers();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private void assertIsCut(String beginning) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
      assertThat(readToTheEnd(socket)).doesNotContain("200 OK");
    }
    assertAnswers();
  }

  private static String readToTheEnd(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    try {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      // a reset is an end too
      return "";
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", runtime.server.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private void assertAnswers() {
    assertThat(runtime.post("/score", TestRuntime.CONTEXT).statusCode()).isEqualTo(200);
  }
}
