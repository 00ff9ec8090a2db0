package ratchet.runtime;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import ratchet.model.ModelName;

/**
 * The metrics of a runtime, with the names that dashboards and alerts use, e.g. {@code
 * fillnet_model_epoch_seconds} and {@code fillnet_model_status{status="ok"}}, for each model of the
 * role.
 *
 * <p>A scrape reads the state of each model once. So exactly one of the five statuses is 1 in every
 * answer, even while a model is being replaced. Thread-safe.
 */
final class RuntimeMetrics {
  private static final Duration[] SCORE_BUCKETS = {
    Duration.ofNanos(50_000),
    Duration.ofNanos(100_000),
    Duration.ofNanos(250_000),
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofSeconds(1)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Clock clock;
  private final Duration maxAge;
  private final Map<ModelName, ModelSlot> slots = new EnumMap<>(ModelName.class);
  private final Map<ModelName, SlotState> scraped = new EnumMap<>(ModelName.class);
  private final Map<ModelName, Meter> infos = new EnumMap<>(ModelName.class);
  private final Map<ModelName, Timer> scoreTimers = new EnumMap<>(ModelName.class);
  private Instant scrapedAt;

  RuntimeMetrics(List<ModelSlot> slots, Clock clock, Duration maxAge) {
    this.clock = clock;
    this.maxAge = maxAge;
    this.scrapedAt = clock.instant();
    // the names are already final; the default convention would remove "_info"
    registry.config().namingConvention(NamingConvention.identity);
    slots.forEach(
        slot -> {
          this.slots.put(slot.model(), slot);
          scraped.put(slot.model(), slot.state());
          registerModel(slot.model());
          registerReloads(slot.model());
        });
  }

  /** Registers the score metrics of this model. */
  void registerScores(ModelName model, ScoreStatistics statistics) {
    for (ScoreStatistics.Outcome outcome : ScoreStatistics.Outcome.values()) {
      FunctionCounter.builder(model.id() + "_score_total", statistics, s -> s.count(outcome))
          .tag("outcome", outcome.id())
          .description(
              "Contexts by what became of them: ok (scored), invalid (their request was refused),"
                  + " unavailable (no model answers).")
          .register(registry);
    }
    scoreTimers.put(
        model,
        Timer.builder(model.id() + "_score_seconds")
            .description("Time from a read request to its scores, per answered request.")
            .serviceLevelObjectives(SCORE_BUCKETS)
            .register(registry));
  }

  void recordScore(ModelName model, long nanos) {
    scoreTimers.get(model).record(nanos, TimeUnit.NANOSECONDS);
  }

  /** All metrics in the Prometheus text format 0.0.4. */
  synchronized String scrape() {
    scrapedAt = clock.instant();
    slots.forEach(
        (model, slot) -> {
          SlotState before = scraped.put(model, slot.state());
          SlotState now = scraped.get(model);
          if (!now.serving().equals(before.serving()) || !infos.containsKey(model)) {
            replaceInfo(model, now);
          }
        });
    return registry.scrape();
  }

  private void registerModel(ModelName model) {
    gauge(
        model,
        "_model_epoch_seconds",
        "When the served model was created, unix time; 0 when none serves.",
        SlotState::epochSeconds);
    for (ModelStatus status : ModelStatus.values()) {
      Gauge.builder(
              model.id() + "_model_status",
              () -> scraped.get(model).status(scrapedAt, maxAge) == status ? 1 : 0)
          .tag("status", status.id())
          .description("1 for the status that the model is in, 0 for the others.")
          .register(registry);
    }
  }

  private void registerReloads(ModelName model) {
    gauge(
        model,
        "_model_last_reload_successful",
        "1 when the last reload left the file on disk serving, else 0.",
        state -> state.lastReloadSuccessful() ? 1 : 0);
    gauge(
        model,
        "_model_last_reload_success_timestamp_seconds",
        "When a reload last left the file on disk serving, unix time; 0 when none did.",
        state -> state.lastSuccess().map(at -> at.toEpochMilli() / 1000.0).orElse(0.0));
    for (Reload.Outcome outcome : Reload.Outcome.values()) {
      FunctionCounter.builder(
              model.id() + "_model_reload_total",
              this,
              metrics -> metrics.scraped.get(model).counts().get(outcome))
          .tag("outcome", outcome.id())
          .description(
              "Reloads by outcome: ok (another version serves), unchanged, missing (no file), error"
                  + " (a file that cannot be served).")
          .register(registry);
    }
    FunctionTimer.builder(
            model.id() + "_model_reload_seconds",
            this,
            metrics ->
                metrics.scraped.get(model).counts().values().stream()
                    .mapToLong(Long::longValue)
                    .sum(),
            metrics -> metrics.scraped.get(model).reloadTime().toNanos(),
            TimeUnit.NANOSECONDS)
        .description("Time from opening the alias to the swap, per reload.")
        .register(registry);
  }

  private void gauge(
      ModelName model, String suffix, String description, ToDoubleFunction<SlotState> value) {
    Gauge.builder(model.id() + suffix, () -> value.applyAsDouble(scraped.get(model)))
        .description(description)
        .register(registry);
  }

  private void replaceInfo(ModelName model, SlotState state) {
    Meter old = infos.remove(model);
    if (old != null) {
      registry.remove(old);
    }
    state
        .serving()
        .ifPresent(
            serving ->
                infos.put(
                    model,
                    Gauge.builder(model.id() + "_model_info", () -> 1)
                        .tag("sha256", serving.sha256())
                        .tag("version", String.valueOf(model.version()))
                        .description("1, labelled with the version that serves.")
                        .register(registry)));
  }
}
