package ratchet.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.runtime.http.RawConnection.post;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Idle, slow and large senders are limited, and the control port answers meanwhile. */
@Timeout(120)
class ConnectionLimitsTest {
  @Test
  void answersWhileThousandsIdleAndTrickle() throws Exception {
    List<RawConnection> others = new ArrayList<>();
    try (TestServer server = new TestServer(TestServer.settings(1_000_000, 1 << 20, false))) {
      try {
        for (int i = 0; i < 2000; i++) {
          others.add(server.connect());
        }
        for (RawConnection trickling : others.subList(0, 200)) {
          trickling.send("POST /echo HT");
        }
        for (int i = 0; i < 20; i++) {
          for (RawConnection trickling : others.subList(0, 200)) {
            trickling.send("x");
          }
          try (RawConnection fresh = server.connect();
              RawConnection control = new RawConnection(server.control)) {
            assertThat(fresh.send(post("/echo", "a")).answer().text()).isEqualTo("a");
            assertThat(control.send(post("/echo", "b")).answer().text()).isEqualTo("b");
          }
        }
      } finally {
        for (RawConnection other : others) {
          other.close();
        }
      }
    }
  }

  @Test
  void closesTheOneThatWaitsLongestWhenThereAreTooMany() throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    int most = 8 * cores;
    Deque<RawConnection> open = new ArrayDeque<>();
    try (TestServer server = new TestServer(TestServer.settings(most, 1 << 20, false))) {
      for (int i = 0; i < most; i++) {
        RawConnection connection = server.connect();
        // each has been accepted before the next comes
        assertThat(connection.send(post("/echo", "a")).answer().status()).isEqualTo(200);
        open.add(connection);
      }
      // the oldest asks again, and trickling is no asking
      RawConnection active = open.remove();
      assertThat(active.send(post("/echo", "b")).answer().text()).isEqualTo("b");
      open.peek().send("POST");

      for (int i = 0; i < cores; i++) {
        RawConnection fresh = server.connect();
        assertThat(fresh.send(post("/echo", "c")).answer().text()).isEqualTo("c");
        open.add(fresh);
      }

      for (int i = 0; i < cores - 1; i++) {
        // those of the same age as the oldest, one for each loop
        open.add(open.remove());
      }
      assertThat(active.send(post("/echo", "d")).answer().text()).isEqualTo("d");
      assertThat(closed(open)).isEqualTo(cores);
      active.close();
      for (RawConnection connection : open) {
        connection.close();
      }
    }
  }

  @Test
  void controlAnswersWhileEveryScoringThreadIsBusy() throws Exception {
    int threads = 4 * Runtime.getRuntime().availableProcessors();
    List<RawConnection> busy = new ArrayList<>();
    try (TestServer server = new TestServer()) {
      for (int i = 0; i < threads; i++) {
        busy.add(server.connect().send(post("/wait", "short")));
      }
      for (int i = 0; i < 100; i++) {
        try (RawConnection control = new RawConnection(server.control)) {
          assertThat(control.send(post("/echo", "a")).answer().text()).isEqualTo("a");
        }
      }
      server.let.countDown();
      for (RawConnection connection : busy) {
        assertThat(connection.answer().text()).isEqualTo("short");
        connection.close();
      }
    }
  }

  @Test
  void shortRequestsAreAnsweredWhileLongOnesTakeTheirTime() throws Exception {
    String body = "x".repeat(EndpointCall.SHORT_BODY_BYTES + 1);
    int threads = 4 * Runtime.getRuntime().availableProcessors();
    List<RawConnection> busy = new ArrayList<>();
    try (TestServer server = new TestServer()) {
      for (int i = 0; i < threads; i++) {
        busy.add(server.connect().send(post("/wait", body)));
      }
      for (int i = 0; i < 50; i++) {
        try (RawConnection other = server.connect()) {
          assertThat(other.send(post("/echo", "a")).answer().text()).isEqualTo("a");
        }
      }
      server.let.countDown();
      for (RawConnection connection : busy) {
        assertThat(connection.answer().text()).isEqualTo(body);
        connection.close();
      }
    }
  }

  @Test
  void holdsNoMoreBodiesThanItMay() throws Exception {
    byte[] half = new byte[300_000];
    String head = post("/echo", "").replace("h: 0", "h: 600000");
    List<RawConnection> slow = new ArrayList<>();
    try (TestServer server = new TestServer(TestServer.settings(100, 1_000_000, false))) {
      for (int i = 0; i < 4; i++) {
        slow.add(server.connect().send(head).send(half));
      }
      try (RawConnection other = server.connect()) {
        RawConnection.Answer refused = other.post("/echo", new byte[900_000]);
        while (refused.status() == 200) {
          // the halves are still on their way
          refused = other.post("/echo", new byte[900_000]);
        }
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsEntry("retry-after", "1");
        assertThat(other.send(post("/echo", "small")).answer().text()).isEqualTo("small");
        for (RawConnection connection : slow) {
          connection.close();
        }
        RawConnection.Answer answer = other.post("/echo", new byte[900_000]);
        while (answer.status() == 503) {
          answer = other.post("/echo", new byte[900_000]);
        }
        assertThat(answer.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void closesAConnectionThatIdlesOrDawdles() throws Exception {
    HttpSettings quick =
        new HttpSettings(
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            100,
            1 << 20,
            1 << 20,
            false,
            line -> {});
    try (TestServer server = new TestServer(quick);
        RawConnection idle = server.connect();
        RawConnection slow = server.connect().send("POST /echo HTTP/1.1\r\nHo");
        RawConnection unread = server.connect().send(post("/later", ""))) {
      assertThat(idle.isEnded()).isTrue();
      assertThat(slow.isEnded()).isTrue();
      assertThat(unread.isEnded()).isTrue();
    }
  }

  private static int closed(Iterable<RawConnection> connections) throws IOException {
    int closed = 0;
    for (RawConnection connection : connections) {
      try {
        connection.send(post("/echo", "e")).answer();
      } catch (IOException e) {
        closed++;
      }
    }
    return closed;
  }
}
