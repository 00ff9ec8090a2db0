package ratchet.runtime;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/**
 * Logs one line each time a model's served version, status or problem changes; a reload without a
 * change is not logged. Thread-safe.
 */
final class StatusLog {
  private final Clock clock;
  private final Duration maxAge;
  private final Consumer<String> log;
  private final Map<ModelName, Optional<String>> awaited = new EnumMap<>(ModelName.class);
  private final Map<ModelName, LoggedStatus> logged = new EnumMap<>(ModelName.class);

  /** What the last line reported; without the parts of a problem that change with time. */
  private record LoggedStatus(
      ModelStatus status, Optional<String> sha256, Optional<String> problem) {}

  StatusLog(Clock clock, Duration maxAge, Consumer<String> log) {
    this.clock = clock;
    this.maxAge = maxAge;
    this.log = log;
  }

  /** Called after a reload. */
  void reloaded(ModelSlot slot, SlotState state) {
    state
        .lastReload()
        .ifPresent(
            reload -> {
              boolean found = reload.outcome() == Reload.Outcome.UNCHANGED;
              String word = found ? statusOf(state).id() : reload.outcome().id();
              logChange(slot.model(), state, word + " (" + reload.trigger().id() + ")");
            });
  }

  /** Called at an interval, because a model can expire without a reload. */
  synchronized void check(ModelSlot slot) {
    SlotState state = slot.state();
    logChange(slot.model(), state, statusOf(state).id() + " (clock)");
    Optional<String> waits = slot.awaited();
    Optional<String> before = awaited.put(slot.model(), waits);
    if (waits.isPresent() && !waits.equals(before)) {
      log.accept(
          slot.model().id()
              + " waits (watch): "
              + Digest.abbreviate(waits.get())
              + " is being rolled out and will be loaded on a reload request; "
              + serves(state));
    }
  }

  private synchronized void logChange(ModelName model, SlotState state, String what) {
    LoggedStatus now =
        new LoggedStatus(
            statusOf(state),
            state.serving().map(ServedModel::sha256),
            state.lastReload().flatMap(Reload::problem));
    if (now.equals(logged.put(model, now))) {
      return;
    }
    String problem = state.problem(clock.instant(), maxAge).map(words -> words + "; ").orElse("");
    log.accept(model.id() + " " + what + ": " + problem + serves(state));
  }

  private ModelStatus statusOf(SlotState state) {
    return state.status(clock.instant(), maxAge);
  }

  private static String serves(SlotState state) {
    return state
        .serving()
        .map(serving -> "serves " + Digest.abbreviate(serving.sha256()))
        .orElse("nothing serves");
  }
}
