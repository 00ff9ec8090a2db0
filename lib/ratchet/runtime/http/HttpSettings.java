package ratchet.runtime.http;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The limits of a server.
 *
 * @param requestTimeout from a request's first byte to its answer's last; a connection that takes
 *     longer is closed
 * @param idleTimeout how long a connection may wait between two requests
 * @param drainTimeout how long {@link HttpServer#close} waits for requests that have begun
 * @param maxConnections open at once; beyond it the connection that waits longest is closed
 * @param maxBodyBytes of a request, after gzip was undone; a longer one is answered 413
 * @param maxHeldBytes of bodies that are being received and answers that are being sent, over all
 *     connections; beyond it a request is answered 503
 * @param accessLog whether every request gets a line in the log
 * @param log receives one line without a line break
 */
public record HttpSettings(
    Duration requestTimeout,
    Duration idleTimeout,
    Duration drainTimeout,
    int maxConnections,
    int maxBodyBytes,
    long maxHeldBytes,
    boolean accessLog,
    Consumer<String> log) {
  /** A request's body may be this long. */
  public static final int MAX_BODY_BYTES = 1024 * 1024;

  private static final int MOST_CONNECTIONS = 8192;
  private static final int FEWEST_CONNECTIONS = 16;

  /** For files, logs and the JVM itself. */
  private static final int RESERVED_DESCRIPTORS = 128;

  private static final long MAX_HELD_BYTES = 32L * 1024 * 1024;

  /** The usual limits, as many connections as this process may have open. */
  public static HttpSettings of(
      Duration requestTimeout, Duration drainTimeout, boolean accessLog, Consumer<String> log) {
    return new HttpSettings(
        requestTimeout,
        Duration.ofSeconds(60),
        drainTimeout,
        connectionsAllowed(),
        MAX_BODY_BYTES,
        MAX_HELD_BYTES,
        accessLog,
        log);
  }

  private static int connectionsAllowed() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.UnixOperatingSystemMXBean unix) {
      long free = unix.getMaxFileDescriptorCount() - RESERVED_DESCRIPTORS;
      return (int) Math.max(FEWEST_CONNECTIONS, Math.min(MOST_CONNECTIONS, free));
    }
    return MOST_CONNECTIONS;
  }
}
