package ratchet.store;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.UsageException;

/**
 * Holds on models: a model on hold is not promoted until somebody releases it. A hold is an event
 * of the ledger with author, time and reason; it is stored nowhere else.
 */
public final class PromotionHolds {
  private static final int LONGEST_REASON = 200;

  private final PromotionSettings settings;
  private final Clock clock;

  /** Holds in the ledger of these settings, whose author is entered with each event. */
  public PromotionHolds(PromotionSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The {@code held} event of each model that is on hold. */
  public Map<ModelName, LedgerEvent> all() {
    Ledger ledger = new Ledger(settings.paths().ledger());
    Map<ModelName, LedgerEvent> held = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.values()) {
      ledger.held(model).ifPresent(event -> held.put(model, event));
    }
    return held;
  }

  /**
   * Puts a model on hold.
   *
   * @param reason shown with the hold; 1 to 200 characters
   * @return the event that was appended; a model that is already on hold gets the new reason
   * @throws UsageException for an empty or overlong reason
   * @throws InputException when the ledger cannot be written
   */
  public LedgerEvent hold(ModelName model, String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.isEmpty() || line.length() > LONGEST_REASON) {
      throw new UsageException(
          "the reason of a hold has "
              + line.length()
              + " characters; it must have 1 to "
              + LONGEST_REASON,
          "state in a few words why nothing may be promoted");
    }
    return enter(model, LedgerEvent.Kind.HELD, line);
  }

  /**
   * Ends the hold on a model.
   *
   * @return the event that was appended; empty when the model was not on hold
   * @throws InputException when the ledger cannot be written
   */
  public Optional<LedgerEvent> release(ModelName model) {
    return new Ledger(settings.paths().ledger()).held(model).isEmpty()
        ? Optional.empty()
        : Optional.of(enter(model, LedgerEvent.Kind.RELEASED, "released"));
  }

  private LedgerEvent enter(ModelName model, LedgerEvent.Kind kind, String reason) {
    try (AliasStore store = AliasStore.open(settings, clock)) {
      String live = store.liveSha256(model).orElse(null);
      return store
          .ledger()
          .append(
              LedgerEvent.of(clock.instant(), kind, model, live, live, reason, settings.author()));
    }
  }

  /** E.g. {@code held_by(ops@bot since 2026-03-01T12:00:00Z: fills collapsed)}. */
  public static String description(LedgerEvent held) {
    return "held_by("
        + held.user()
        + "@"
        + held.host()
        + " since "
        + held.at()
        + ": "
        + held.reason()
        + ")";
  }
}
