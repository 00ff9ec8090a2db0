package ratchet.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelHeader;

/**
 * A snapshot of one model's state, so that a reply, a scrape or the status page never mixes two
 * moments. Immutable.
 *
 * @param serving the version that answers requests; empty when none does
 * @param recent the last reloads, latest first, at most {@value #REMEMBERED}
 * @param lastSuccess end of the last successful reload: the file on disk was good and served
 * @param counts reloads by outcome since the process started; every outcome is a key
 * @param reloadTime total duration of the reloads since the process started
 */
public record SlotState(
    Optional<ServedModel> serving,
    List<Reload> recent,
    Optional<Instant> lastSuccess,
    Map<Reload.Outcome, Long> counts,
    Duration reloadTime) {
  static final int REMEMBERED = 20;

  public SlotState {
    recent = List.copyOf(recent);
    counts = Map.copyOf(counts);
  }

  /** The state before the first load. */
  static SlotState unloaded() {
    Map<Reload.Outcome, Long> none = new EnumMap<>(Reload.Outcome.class);
    for (Reload.Outcome outcome : Reload.Outcome.values()) {
      none.put(outcome, 0L);
    }
    return new SlotState(Optional.empty(), List.of(), Optional.empty(), none, Duration.ZERO);
  }

  /** The state after this reload, when {@code servingNow} serves. */
  SlotState after(Reload reload, Optional<ServedModel> servingNow) {
    List<Reload> latest = new ArrayList<>(REMEMBERED);
    latest.add(reload);
    latest.addAll(recent.subList(0, Math.min(recent.size(), REMEMBERED - 1)));
    Map<Reload.Outcome, Long> counted = new EnumMap<>(counts);
    counted.merge(reload.outcome(), 1L, Long::sum);
    return new SlotState(
        servingNow,
        latest,
        reload.outcome().isSuccessful() ? Optional.of(reload.at()) : lastSuccess,
        counted,
        reloadTime.plus(reload.took()));
  }

  /** The last reload; empty before the first one. */
  public Optional<Reload> lastReload() {
    return recent.stream().findFirst();
  }

  /** Whether the last reload left the file on disk serving; false before the first one. */
  public boolean lastReloadSuccessful() {
    return lastReload().map(reload -> reload.outcome().isSuccessful()).orElse(false);
  }

  /** Unix seconds of the served model's {@code created}; 0 when nothing serves. */
  public long epochSeconds() {
    return serving.map(model -> model.created().getEpochSecond()).orElse(0L);
  }

  /** Whether the served version was created longer ago than {@code maxAge}. */
  public boolean isExpired(Instant now, Duration maxAge) {
    return serving.map(model -> model.age(now).compareTo(maxAge) > 0).orElse(false);
  }

  /** The status of the model at this time. */
  public ModelStatus status(Instant now, Duration maxAge) {
    if (recent.isEmpty()) {
      return ModelStatus.UNKNOWN;
    }
    if (serving.isEmpty()) {
      return recent.get(0).outcome() == Reload.Outcome.MISSING
          ? ModelStatus.MISSING
          : ModelStatus.ERROR;
    }
    return problem(now, maxAge).isEmpty() ? ModelStatus.OK : ModelStatus.DEGRADED;
  }

  /** Why the status is not ok, as text without a full stop; empty when it is ok. */
  public Optional<String> problem(Instant now, Duration maxAge) {
    if (recent.isEmpty()) {
      return Optional.of("not loaded yet");
    }
    if (!lastReloadSuccessful()) {
      return recent.get(0).problem();
    }
    if (!serving.map(ServedModel::fileStatus).orElse("").equals(ModelHeader.STATUS_OK)) {
      return serving.map(model -> "the file calls itself " + model.fileStatus());
    }
    Optional<Instant> newer = serving.flatMap(ServedModel::newerPromotion);
    if (newer.isPresent()) {
      return Optional.of(
          "older than the promotion that was signed at "
              + newer.get()
              + "; its signature lies beside the file");
    }
    if (isExpired(now, maxAge)) {
      return serving.map(
          model ->
              "expired: created "
                  + model.created()
                  + ", "
                  + model.age(now).toHours()
                  + " h ago; at most "
                  + maxAge.toHours()
                  + " h are allowed");
    }
    return Optional.empty();
  }
}
