package ratchet.runtime;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Features;
import ratchet.model.DocumentSchema;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.Toolkit;
import ratchet.model.WatchNote;

/** The JSON of {@code /status.json}, which the page at {@code /} shows. Times are ISO-8601 UTC. */
final class StatusDocument {
  /** Number of equal bins over [0, 1] for recent scores. */
  static final int HISTOGRAM_BINS = 20;

  private final Role role;
  private final Map<ModelName, ModelService> services;
  private final Clock clock;
  private final Duration maxAge;
  private final Instant started;

  StatusDocument(Role role, Map<ModelName, ModelService> services, Clock clock, Duration maxAge) {
    this.role = role;
    this.services = services;
    this.clock = clock;
    this.maxAge = maxAge;
    this.started = clock.instant();
  }

  ObjectNode build(boolean draining) {
    Instant now = clock.instant();
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put(DocumentSchema.FIELD, DocumentSchema.of("status"));
    document.put("service", Toolkit.NAME);
    document.put("version", Toolkit.VERSION);
    document.put("role", role.id());
    document.put("now", now.toString());
    document.put("started", started.toString());
    document.put("max_age_seconds", maxAge.toSeconds());
    document.put("draining", draining);
    ArrayNode models = document.putArray("models");
    services.forEach((model, service) -> model(models.addObject(), model, service, now));
    return document;
  }

  private void model(ObjectNode to, ModelName model, ModelService service, Instant now) {
    SlotState state = service.slot().state();
    to.put("model", model.id());
    ReloadResponse.describe(to, state, now, maxAge);
    to.put("file", service.slot().alias().getFileName().toString());
    to.put("format_version", model.version());
    Optional<ServedModel> serving = state.serving();
    to.put("age_seconds", serving.map(s -> s.age(now).toSeconds()).orElse(null));
    to.put("awaited_sha256", service.slot().awaited().orElse(null));
    to.put("since", serving.map(s -> s.since().toString()).orElse(null));
    to.set("watch", service.slot().watchNote().map(WatchNote::toJson).orElse(null));
    ArrayNode reloads = to.putArray("reloads");
    state.recent().forEach(reload -> reload(reloads.addObject(), reload));
    scores(to.putObject("scores"), service.statistics());
  }

  private static void reload(ObjectNode to, Reload reload) {
    to.put("at", reload.at().toString());
    to.put("trigger", reload.trigger().id());
    to.put("outcome", reload.outcome().id());
    to.put("file_sha256", reload.fileSha256().orElse(null));
    to.put("error", reload.problem().orElse(null));
    to.put("milliseconds", reload.took().toNanos() / 1e6);
  }

  private static void scores(ObjectNode to, ScoreStatistics statistics) {
    for (ScoreStatistics.Outcome outcome : ScoreStatistics.Outcome.values()) {
      to.put(outcome.id(), statistics.count(outcome));
    }
    long[] nanos = statistics.recentNanos();
    ObjectNode latency = to.putObject("latency_milliseconds");
    latency.put("n", nanos.length);
    latency.put("p50", quantile(nanos, 0.50));
    latency.put("p99", quantile(nanos, 0.99));
    ArrayNode histogram = to.putArray("histogram");
    for (int count : histogram(statistics.recentScores())) {
      histogram.add(count);
    }
  }

  /**
   * The quantile in milliseconds: the smallest value that at least this share of the values does
   * not exceed; null without values.
   */
  private static Double quantile(long[] ascendingNanos, double share) {
    if (ascendingNanos.length == 0) {
      return null;
    }
    int index = (int) Math.ceil(share * ascendingNanos.length) - 1;
    return ascendingNanos[Math.max(0, index)] / 1e6;
  }

  /** Counts of scores per bin; a score of 1 falls into the last bin. */
  static int[] histogram(double[] scores) {
    int[] counts = new int[HISTOGRAM_BINS];
    for (double score : scores) {
      counts[(int) Math.min(HISTOGRAM_BINS - 1, Features.clamp(score) * HISTOGRAM_BINS)]++;
    }
    return counts;
  }
}
