package ratchet.store;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.UsageException;

/**
 * Models that are not promoted until somebody releases them. A hold is an event of the ledger with
 * author, time and reason; it is stored nowhere else.
 */
public final class PromotionHolds {
  private static final int LONGEST_REASON = 200;

  private final PromotionSettings settings;
  private final Clock clock;

  public PromotionHolds(PromotionSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** The event of each model that is on hold. */
  public Map<ModelName, LedgerEvent> all() {
    Ledger ledger = new Ledger(settings.paths().ledger());
    Map<ModelName, LedgerEvent> held = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.values()) {
      ledger.held(model).ifPresent(event -> held.put(model, event));
    }
    return held;
  }

  /**
   * @param reason one line; it is shown with the hold
   * @return what the ledger has now; a model that is on hold already gets the new reason
   * @throws UsageException for an empty or overlong reason
   * @throws InputException when the ledger cannot be written
   */
  public LedgerEvent hold(ModelName model, String reason) {
    String line = reason.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    if (line.isEmpty() || line.length() > LONGEST_REASON) {
      throw new UsageException(
          "the reason of a hold is empty or longer than " + LONGEST_REASON + " characters",
          "say in a few words why nothing may be promoted");
    }
    return enter(model, LedgerEvent.Kind.HELD, line);
  }

  /**
   * @return empty when it was not on hold
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
  public static String words(LedgerEvent held) {
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
