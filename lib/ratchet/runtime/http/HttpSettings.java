package ratchet.runtime.http;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Limits and logging of a server.
 *
 * @param requestTimeout limit from a request's first byte to the last byte of its answer; a
 *     connection that takes longer is closed
 * @param idleTimeout how long a connection may wait between two requests
 * @param drainTimeout how long {@link HttpServer#close} waits for requests that have begun
 * @param maxConnections how many connections may be open; beyond it, the one that has waited
 *     longest for a request is closed
 * @param maxBodyBytes size limit of a request's body after decompression; a longer one is answered
 *     413
 * @param maxHeldBytes limit for all connections together of the bodies being received and the
 *     answers being sent; beyond it, a request is answered 503
 * @param accessLog whether every request is logged
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
  /** Default size limit of a request's body in bytes: 1 MiB. */
  public static final int MAX_BODY_BYTES = 1024 * 1024;

  private static final int MOST_CONNECTIONS = 8192;
  private static final int FEWEST_CONNECTIONS = 16;

  /** File descriptors left for files, logs and the JVM. */
  private static final int RESERVED_DESCRIPTORS = 128;

  private static final long MAX_HELD_BYTES = 32L * 1024 * 1024;

  /**
   * The default limits; the number of connections follows from the process's limit of open files.
   */
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
