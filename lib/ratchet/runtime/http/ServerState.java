package ratchet.runtime.http;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** State that all connections of a server share. Thread-safe. */
final class ServerState {
  private final HttpSettings settings;
  private final HeldBytes held;
  private final RequestLog log;
  private final ThreadPoolExecutor longBodies;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean draining;
  private volatile String date;

  /**
   * @param threads number of worker threads for requests with a long body
   */
  ServerState(HttpSettings settings, int threads) {
    this.settings = settings;
    this.held = new HeldBytes(settings.maxHeldBytes());
    this.log = new RequestLog(settings.log(), settings.accessLog());
    AtomicInteger count = new AtomicInteger();
    // the queue needs no limit: the held bytes bound it
    this.longBodies =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "serve-batch-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    longBodies.allowCoreThreadTimeOut(true);
    renewDate();
  }

  HttpSettings settings() {
    return settings;
  }

  HeldBytes held() {
    return held;
  }

  RequestLog log() {
    return log;
  }

  ThreadPoolExecutor longBodies() {
    return longBodies;
  }

  /** How many connections are open. */
  AtomicInteger connections() {
    return connections;
  }

  boolean isDraining() {
    return draining;
  }

  void startDraining() {
    draining = true;
  }

  /** The Date header, at most a few seconds old. */
  String date() {
    return date;
  }

  void renewDate() {
    date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
  }
}
