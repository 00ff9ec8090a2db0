package ratchet.promote.rollout;

import java.time.Clock;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;
import ratchet.store.AliasStore;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;

/**
 * Sets the anchor: the version that losses are counted from. A candidate may be a little worse than
 * production, but not much worse than the anchor, so that small losses cannot add up over several
 * promotions.
 *
 * <p>Belongs to the thread that opened the store.
 */
public final class AnchorChange {
  private final AliasStore store;
  private final PromotionSettings settings;
  private final Clock clock;

  /** A change of the anchor in the ledger of this open store. */
  public AnchorChange(AliasStore store, PromotionSettings settings, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Makes a version the anchor.
   *
   * @param sha256Prefix at least 4 hex digits of a version that is or was live
   * @return the event that was appended; if the version is the anchor already, its earlier event
   * @throws RefusalException for a version on probation that outcomes have not confirmed
   * @throws InputException when there is no such version, it does not load, or the ledger cannot be
   *     written; nothing was changed
   */
  public LedgerEvent set(ModelName model, String sha256Prefix) {
    String sha256 = loaded(model, sha256Prefix);
    Optional<LedgerEvent> former = store.ledger().anchor(model);
    return former
        .filter(event -> sha256.equals(event.toSha256()))
        .orElseGet(
            () -> {
              refuseUnconfirmed(model, sha256);
              return enter(model, sha256, "set");
            });
  }

  private void refuseUnconfirmed(ModelName model, String sha256) {
    if (store.ledger().isOnProbation(model, sha256)) {
      throw new RefusalException(
          "on_probation",
          model.id()
              + ": version "
              + Digest.abbreviate(sha256)
              + " was promoted on probation and is not confirmed, so it cannot be the anchor",
          "wait until outcomes confirm it: watch " + model.id());
    }
  }

  private String loaded(ModelName model, String sha256Prefix) {
    byte[] content =
        store
            .archived(model, sha256Prefix)
            .or(() -> store.live(model).filter(live -> Digest.of(live).startsWith(sha256Prefix)))
            .orElseThrow(
                () ->
                    new InputException(
                        "no version of "
                            + model.id()
                            + " has a digest that begins with "
                            + sha256Prefix,
                        "history --model " + model.id() + " lists the versions"));
    try {
      return LoadedModel.load(model, content).sha256();
    } catch (ModelFormatException e) {
      throw new InputException(
          model.id() + ": version " + sha256Prefix + " does not load: " + e.getMessage(),
          "choose a version that loads; see history --model " + model.id(),
          e);
    }
  }

  /**
   * Appends the event, without checking the version.
   *
   * @param reason for this version, e.g. {@code significantly_better(brier=-0.0123)}
   * @throws InputException when the ledger cannot be written
   */
  public LedgerEvent enter(ModelName model, String sha256, String reason) {
    String former = store.ledger().anchor(model).map(LedgerEvent::toSha256).orElse(null);
    return store
        .ledger()
        .append(
            LedgerEvent.of(
                clock.instant(),
                LedgerEvent.Kind.ANCHORED,
                model,
                former,
                sha256,
                reason,
                settings.author()));
  }
}
