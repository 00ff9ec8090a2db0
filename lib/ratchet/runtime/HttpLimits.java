package ratchet.runtime;

import java.util.Map;

/**
 * Limits that the JDK's server takes from system properties, once, when its first instance is made.
 * A property that the user set himself is left alone.
 *
 * <p>The limits that safety rests on do not depend on these: bodies are bounded by {@link
 * RequestBody}, slow clients and the number of requests under way by {@link WorkerPool}. What is
 * here bounds idle connections and headers, and keeps an answer's two packets from waiting for each
 * other.
 */
final class HttpLimits {
  static final int MAX_CONNECTIONS = 512;

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "sun.net.httpserver.nodelay", "true",
          "sun.net.httpserver.maxReqHeaders", "64",
          "sun.net.httpserver.maxReqHeaderSize", String.valueOf(32 * 1024),
          "sun.net.httpserver.maxReqTime", "20",
          "sun.net.httpserver.maxRspTime", "20",
          "sun.net.httpserver.idleInterval", "60",
          "sun.net.httpserver.maxIdleConnections", String.valueOf(MAX_CONNECTIONS),
          "jdk.httpserver.maxConnections", String.valueOf(MAX_CONNECTIONS));

  private HttpLimits() {}

  /** To be called before the server's classes are loaded. */
  static void apply() {
    PROPERTIES.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
