package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.ModelName;

class DrainTest {
  @TempDir Path folder;

  @Test
  void closesAtOnceWhenNothingIsUnderWay() {
    TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder);
    runtime.get("/healthz");
    int port = runtime.server.port();

    runtime.close();
    runtime.close();

    assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);
  }

  @RepeatedTest(5)
  void answersEveryRequestThatWasBegun() throws Exception {
    TestRuntime.putAlias(folder, ModelName.FILLNET, TestModels.good(ModelName.FILLNET, 1));
    TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder);
    byte[] head =
        "POST /score HTTP/1.1\r\nHost: localhost\r\nContent-Length: 18\r\n\r\n{\"slippageBps\""
            .getBytes(StandardCharsets.US_ASCII);
    byte[] tail = ": 1}".getBytes(StandardCharsets.US_ASCII);
    Socket[] begun = new Socket[8];
    for (int i = 0; i < begun.length; i++) {
      begun[i] = new Socket("127.0.0.1", runtime.server.port());
      begun[i].setSoTimeout(30_000);
      begun[i].getOutputStream().write(head);
    }
    // an answer on one more connection: the server took the others up before it
    assertThat(runtime.get("/readyz").statusCode()).isEqualTo(200);
    ExecutorService closer = Executors.newSingleThreadExecutor();
    Future<?> closed = closer.submit(runtime::close);
    awaitRefusal(runtime.server.port());

    for (Socket socket : begun) {
      socket.getOutputStream().write(tail);
      assertThat(firstLine(socket)).isEqualTo("HTTP/1.1 200 OK");
    }
    closed.get();
    closer.shutdown();
    for (Socket socket : begun) {
      socket.close();
    }
  }

  @Test
  void doesNotWaitForeverForARequestThatNeverEnds() throws Exception {
    TestRuntime runtime =
        TestRuntime.start(Role.EXECUTOR, folder, o -> o.drainTimeout(Duration.ofMillis(100)));
    try (Socket socket = new Socket("127.0.0.1", runtime.server.port())) {
      socket.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
      runtime.get("/healthz");

      runtime.close();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  /** Until the listening socket is closed. */
  private static void awaitRefusal(int port) throws InterruptedException {
    boolean refused = false;
    while (!refused) {
      try (Socket probe = new Socket("127.0.0.1", port)) {
        assertThat(probe.isConnected()).isTrue();
        Thread.sleep(5);
      } catch (IOException e) {
        refused = true;
      }
    }
  }

  private static String firstLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0 && c != '\r'; ) {
      line.append((char) c);
      c = socket.getInputStream().read();
    }
    return line.toString();
  }
}
