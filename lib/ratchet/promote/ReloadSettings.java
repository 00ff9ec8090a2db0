package ratchet.promote;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;

/** Skeleton; {@link #defaults()} is the contract's. */
public record ReloadSettings(
    Optional<String> token,
    Map<ModelName, URI> metricsUrls,
    Duration connectTimeout,
    Duration readTimeout,
    int attempts,
    Duration firstDelay,
    Duration longestDelay,
    int concurrency) {
  public static ReloadSettings defaults() {
    return new ReloadSettings(
        Optional.empty(),
        Map.of(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        3,
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        32);
  }
}
