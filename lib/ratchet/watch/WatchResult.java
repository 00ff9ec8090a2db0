package ratchet.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.model.WatchNote;

/**
 * The result of one look at one model.
 *
 * @param reason one word for scripts, e.g. {@code brier_worse(0.035 [0.001,0.069])}; may be empty
 * @param sentence the same for people
 * @param probation empty where nothing is watched
 * @param comparison the one that decides; empty where nothing was compared
 */
public record WatchResult(
    ModelName model,
    WatchState state,
    String reason,
    String sentence,
    Optional<Probation> probation,
    Optional<WatchComparison> comparison) {
  /** Reasons of looks that failed and may succeed later. */
  private static final Set<String> TO_BE_REPEATED =
      Set.of("look_failed", "clock_went_back", "version_does_not_load", "live_changed");

  /** The look failed, for this reason; nothing was decided. */
  public static WatchResult failed(ModelName model, String why) {
    return notWatched(model, "look_failed", why, Optional.empty());
  }

  /** Whether a later look may have another result. */
  public boolean isOpen() {
    return state == WatchState.ON_PROBATION || isToBeRepeated();
  }

  /** Whether the model is to be compared but could not be this time. */
  public boolean isToBeRepeated() {
    return state == WatchState.NOT_WATCHED && TO_BE_REPEATED.contains(reason);
  }

  static WatchResult notWatched(
      ModelName model, String reason, String sentence, Optional<Probation> probation) {
    return new WatchResult(
        model, WatchState.NOT_WATCHED, reason, sentence, probation, Optional.empty());
  }

  /** A copy with the state {@code rolled_back}. */
  public WatchResult rolledBack() {
    return new WatchResult(model, WatchState.ROLLED_BACK, reason, sentence, probation, comparison);
  }

  /**
   * The line that {@code watch} prints for the model, e.g. {@code WATCH fillnet=worse
   * reason=brier_worse(0.035 [0.001,0.069]) outcomes=612}.
   */
  public String line() {
    StringBuilder line = new StringBuilder("WATCH " + model.id() + "=" + state.id());
    if (!reason.isEmpty()) {
      line.append(" reason=").append(reason);
    }
    comparison.ifPresent(found -> line.append(" outcomes=").append(found.look().outcomes()));
    return line.toString();
  }

  /** Fields as in {@code watch --json}; null where there is no comparison. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("model", model.id());
    json.put("state", state.id());
    json.put("reason", reason);
    json.put("detail", sentence);
    json.put("since", probation.map(Probation::since).map(Instant::toString).orElse(null));
    json.put("until", probation.map(Probation::until).map(Instant::toString).orElse(null));
    json.put("outcomes", comparison.map(found -> found.look().outcomes()).orElse(null));
    json.put(
        "effective_outcomes",
        comparison.map(found -> Math.round(found.look().effectiveOutcomes())).orElse(null));
    json.put("metric", comparison.map(found -> found.metric()).orElse(null));
    json.put("difference", comparison.map(found -> found.look().estimate()).orElse(null));
    json.put("lower", comparison.map(found -> found.look().lower()).orElse(null));
    json.put("upper", comparison.map(found -> found.look().upper()).orElse(null));
    json.put("margin", comparison.map(WatchComparison::margin).orElse(null));
    json.put("live_sha256", probation.map(Probation::liveSha256).orElse(null));
    json.put(
        "former_sha256",
        comparison
            .map(WatchComparison::formerSha256)
            .or(() -> probation.map(found -> found.predecessors().get(0)))
            .orElse(null));
    return json;
  }

  /** The note that a runtime shows beside the version; empty where nothing is watched. */
  Optional<WatchNote> note(Instant at) {
    return probation.map(
        own ->
            new WatchNote(
                own.liveSha256(),
                at,
                state.id(),
                sentence,
                comparison.map(found -> (long) found.look().outcomes()).orElse(0L),
                comparison.map(WatchComparison::metric),
                number(found -> found.look().estimate()),
                number(found -> found.look().lower()),
                number(found -> found.look().upper()),
                number(WatchComparison::margin)));
  }

  private OptionalDouble number(ToDoubleFunction<WatchComparison> figure) {
    return comparison.isPresent()
        ? OptionalDouble.of(figure.applyAsDouble(comparison.get()))
        : OptionalDouble.empty();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
