package ratchet.promote.reload;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How runtimes are asked.
 *
 * @param token sent as {@code Authorization: Bearer}, if any
 * @param metricsUrls by reload address, where it is not {@code /metrics} of the same origin
 * @param connectTimeout until a connection stands
 * @param readTimeout between two bytes of the answer; a whole exchange may take both together
 * @param attempts how often at most one runtime is asked, from 1
 * @param firstDelay before the second attempt; each further one waits twice as long
 * @param longestDelay that a wait of our own choice lasts; more than the first
 * @param longestRequestedDelay that is waited for when a runtime asks for it by {@code
 *     Retry-After}; a runtime that asks for more is not asked again
 * @param concurrency how many runtimes are asked at once
 * @param allowDown a runtime to which no connection can be made counts as not asked, not as failed
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
   * Five seconds to connect and to answer, three attempts, 90 seconds where a runtime asks for
   * them, 32 runtimes at once.
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

  public ReloadSettings withToken(Optional<ReloadToken> value) {
    return new ReloadSettings(
        value,
        metricsUrls,
        connectTimeout,
        readTimeout,
        attempts,
        firstDelay,
        longestDelay,
        longestRequestedDelay,
        concurrency,
        allowDown);
  }

  public ReloadSettings withMetricsUrls(Map<URI, URI> value) {
    return new ReloadSettings(
        token,
        value,
        connectTimeout,
        readTimeout,
        attempts,
        firstDelay,
        longestDelay,
        longestRequestedDelay,
        concurrency,
        allowDown);
  }

  public ReloadSettings withAllowDown(boolean value) {
    return new ReloadSettings(
        token,
        metricsUrls,
        connectTimeout,
        readTimeout,
        attempts,
        firstDelay,
        longestDelay,
        longestRequestedDelay,
        concurrency,
        value);
  }
}
