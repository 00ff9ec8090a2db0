package ratchet.runtime.http;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Logs requests: every request when the access log is on; else the failed requests that belong to a
 * trace, and unexpected failures. At most {@value #LINES_PER_SECOND} failures per second are
 * logged. Thread-safe.
 */
final class RequestLog {
  private static final int LINES_PER_SECOND = 20;
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int SHOWN_CHARACTERS = 200;

  private final Consumer<String> log;
  private final boolean accessLog;
  private long windowStartNanos = System.nanoTime();
  private int linesInWindow;
  private int dropped;

  RequestLog(Consumer<String> log, boolean accessLog) {
    this.log = log;
    this.accessLog = accessLog;
  }

  /**
   * @param startedNanos {@link System#nanoTime} at the request's first byte
   */
  void answered(RequestHead head, Reply reply, long startedNanos) {
    if (accessLog) {
      long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedNanos);
      log.accept(
          describe(head, reply.status())
              + " "
              + reply.body().length
              + " bytes "
              + micros / 1000.0
              + " ms"
              + trace(head));
    } else if (reply.status() >= 400 && head.traceparent().isPresent() && isAllowed()) {
      log.accept("failed: " + describe(head, reply.status()) + trace(head));
    }
  }

  /** Logs a bug or a fault of this machine; the client learns only that there was one. */
  void unexpected(RequestHead head, Throwable failure) {
    if (isAllowed()) {
      log.accept("unexpected failure at " + shown(head.path()) + ": " + failure + trace(head));
    }
  }

  void unexpected(Throwable failure) {
    if (isAllowed()) {
      log.accept("unexpected failure of a connection: " + failure);
    }
  }

  private synchronized boolean isAllowed() {
    long now = System.nanoTime();
    if (now - windowStartNanos >= SECOND_NANOS) {
      if (dropped > 0) {
        log.accept(dropped + " more requests failed within a second");
      }
      windowStartNanos = now;
      linesInWindow = 0;
      dropped = 0;
    }
    if (linesInWindow == LINES_PER_SECOND) {
      dropped++;
      return false;
    }
    linesInWindow++;
    return true;
  }

  private static String describe(RequestHead head, int status) {
    return head.method() + " " + shown(head.path()) + " " + status;
  }

  private static String trace(RequestHead head) {
    return head.traceparent().map(trace -> " traceparent=" + trace).orElse("");
  }

  private static String shown(String path) {
    return path.length() > SHOWN_CHARACTERS ? path.substring(0, SHOWN_CHARACTERS) + "…" : path;
  }
}
