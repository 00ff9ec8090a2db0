package ratchet.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.runtime.http.RawConnection.post;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class HttpDrainTest {
  @RepeatedTest(5)
  void losesNoRequestThatWasSentBeforeTheEnd() throws Exception {
    TestServer server = new TestServer();
    AtomicBoolean ending = new AtomicBoolean();
    ExecutorService clients = Executors.newFixedThreadPool(8);
    List<Future<Integer>> answered = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      boolean reconnects = i % 2 == 0;
      answered.add(clients.submit(() -> ask(server, ending, reconnects)));
    }
    TimeUnit.MILLISECONDS.sleep(100);

    ending.set(true);
    server.close();

    for (Future<Integer> client : answered) {
      assertThat(client.get(30, TimeUnit.SECONDS)).isPositive();
    }
    clients.shutdownNow();
  }

  /** Asks until the server is gone; a failure of what was sent before the end is an error. */
  private static int ask(TestServer server, AtomicBoolean ending, boolean reconnects)
      throws IOException {
    int answers = 0;
    while (true) {
      boolean before = false;
      try (RawConnection connection = server.connect()) {
        boolean open = true;
        while (open) {
          connection.send(post("/echo", "a"));
          before = !ending.get();
          RawConnection.Answer answer = connection.answer();
          assertThat(answer.text()).isEqualTo("a");
          answers++;
          open = !reconnects && !answer.headers().containsKey("connection");
        }
      } catch (IOException e) {
        if (before) {
          throw e;
        }
        return answers;
      }
    }
  }

  @Test
  void answersWhatIsUnderWayAndSaysThatItIsTheLast() throws Exception {
    TestServer server = new TestServer();
    ExecutorService closing = Executors.newSingleThreadExecutor();
    try (RawConnection connection = server.connect().send(post("/later", ""));
        RawConnection idle = server.connect()) {
      assertThat(idle.send(post("/echo", "a")).answer().text()).isEqualTo("a");
      Future<?> closed = closing.submit(server::close);
      assertThat(idle.isEnded()).isTrue();
      server.later.complete(Reply.text("text/plain", "late"));

      RawConnection.Answer answer = connection.answer();
      assertThat(answer.text()).isEqualTo("late");
      assertThat(answer.headers()).containsEntry("connection", "close");
      closed.get(30, TimeUnit.SECONDS);
    } finally {
      closing.shutdownNow();
    }
  }
}
