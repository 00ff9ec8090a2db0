package ratchet.promote.reload;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of requests to runtimes.
 *
 * @param token sent as {@code Authorization: Bearer}, if any
 * @param metricsUrls by reload address, where it is not {@code /metrics} of the same origin
 * @param connectTimeout for establishing a connection
 * @param readTimeout between two bytes of the answer; a whole exchange may take both together
 * @param attempts how many times one runtime is asked at most, from 1
 * @param firstDelay before the second attempt; each further one waits twice as long
 * @param longestDelay the limit of these waits; more than the first
 * @param longestRequestedDelay the longest wait that a runtime may ask for with {@code
 *     Retry-After}; a runtime that asks for more is not asked again
 * @param concurrency how many runtimes are asked at once
 * @param allowDown whether a runtime that cannot be connected to counts as skipped, not as failed
 */
public record ReloadSettings(
    Optional<ReloadToken> token,
    Map<URI, URI> metricsUrls,
    Duration connectTimeout,
    Duration readTimeout,
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    Duration longestRequestedDelay,
    int concurrency,
    boolean allowDown) {

  public ReloadSettings {
    metricsUrls = Map.copyOf(metricsUrls);
  }

  /**
   * The defaults: five seconds to connect and to answer, three attempts, waits of up to 90 seconds
   * where a runtime asks for them, 32 runtimes at once, no token.
   */
  public static ReloadSettings defaults() {
    return new ReloadSettings(
        Optional.empty(),
        Map.of(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        3,
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        Duration.ofSeconds(90),
        32,
        false);
  }

  /** A copy that sends this token. */
  public ReloadSettings withToken(Optional<ReloadToken> value) {
    return with(value, metricsUrls, allowDown);
  }

  /** A copy with these metrics addresses, by reload address. */
  public ReloadSettings withMetricsUrls(Map<URI, URI> value) {
    return with(token, value, allowDown);
  }

  /** A copy that skips, or fails, runtimes that are down. */
  public ReloadSettings withAllowDown(boolean value) {
    return with(token, metricsUrls, value);
  }

  private ReloadSettings with(
      Optional<ReloadToken> newToken, Map<URI, URI> newMetricsUrls, boolean newAllowDown) {
    return new ReloadSettings(
        newToken,
        newMetricsUrls,
        connectTimeout,
        readTimeout,
        attempts,
        firstDelay,
        longestDelay,
        longestRequestedDelay,
        concurrency,
        newAllowDown);
  }
}
