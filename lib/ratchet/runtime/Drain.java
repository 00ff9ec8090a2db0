package ratchet.runtime;

import com.sun.net.httpserver.HttpServer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An orderly end: no new connections, every request under way answered, then everything closed.
 *
 * <p>Two habits of the JDK's server are worked around. {@code stop(delay)} may sit out its whole
 * delay though nothing is under way, so it waits in a thread of its own and is cut short by a
 * second call. And it closes every connection as soon as one answer ends while no other is being
 * given, also those whose request is still being read; so an answer that was sent while draining is
 * not ended before all of them are. Thread-safe.
 */
final class Drain {
  /** Answers that began before the draining did end within this. */
  private static final Duration GRACE = Duration.ofMillis(50);

  private static final long PAUSE_MS = 5;

  private final AtomicInteger held = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean draining;

  boolean isDraining() {
    return draining;
  }

  /**
   * To be called between the last byte of an answer and its end; returns at once in normal times.
   */
  void holdWhileOthersAreAnswered() {
    if (!draining) {
      return;
    }
    held.incrementAndGet();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when everything is closed, after at most the time-out and a little. */
  void stop(HttpServer http, WorkerPool workers, Duration timeout) {
    draining = true;
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    try {
      Thread.sleep(GRACE.toMillis());
      int seconds = (int) Math.max(1, timeout.toSeconds());
      Thread waiting = new Thread(() -> http.stop(seconds), "serve-drain");
      waiting.setDaemon(true);
      waiting.start();
      while (workers.inFlight() > held.get() && System.nanoTime() < deadlineNanos) {
        Thread.sleep(PAUSE_MS);
      }
    } catch (InterruptedException e) {
      // whoever is in a hurry gets it: the rest is cut
      Thread.currentThread().interrupt();
    }
    released.countDown();
    http.stop(0);
  }
}
