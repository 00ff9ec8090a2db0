package ratchet.store;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;
import ratchet.model.SigningKey;

/**
 * How a promotion is done.
 *
 * @param reloadUrls the runtimes to reload, by model; a model without an entry, or with an empty
 *     one, has no runtime
 * @param lockTimeout how long to wait for another promotion
 * @param dryRun evaluate, and change nothing
 * @param keepOnReloadFailure keep the new alias even if a runtime does not confirm it
 * @param together models that are promoted all together or not at all
 * @param author of the ledger's events
 * @param signingKey signs what becomes live; empty for no signature
 * @param evenIfRolledBack promote a version although it was rolled back before
 * @param probation how long a promoted version is watched; empty when the promotion does not say
 */
public record PromotionSettings(
    ModelPaths paths,
    Map<ModelName, List<URI>> reloadUrls,
    Duration lockTimeout,
    boolean dryRun,
    boolean keepOnReloadFailure,
    List<ModelName> together,
    LedgerAuthor author,
    Optional<SigningKey> signingKey,
    Optional<Duration> probation,
    boolean evenIfRolledBack) {
  public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(10);

  public PromotionSettings {
    reloadUrls = Map.copyOf(reloadUrls);
    together = List.copyOf(together);
  }

  /** Nothing is signed. */
  public PromotionSettings(
      ModelPaths paths,
      Map<ModelName, List<URI>> reloadUrls,
      Duration lockTimeout,
      boolean dryRun,
      boolean keepOnReloadFailure,
      List<ModelName> together,
      LedgerAuthor author) {
    this(
        paths,
        reloadUrls,
        lockTimeout,
        dryRun,
        keepOnReloadFailure,
        together,
        author,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Each model by itself. */
  public PromotionSettings(
      ModelPaths paths,
      Map<ModelName, List<URI>> reloadUrls,
      Duration lockTimeout,
      boolean dryRun,
      boolean keepOnReloadFailure,
      LedgerAuthor author) {
    this(paths, reloadUrls, lockTimeout, dryRun, keepOnReloadFailure, List.of(), author);
  }

  /** The usual way: nothing kept that was not confirmed. */
  public static PromotionSettings of(
      ModelPaths paths, Map<ModelName, List<URI>> reloadUrls, LedgerAuthor author) {
    return new PromotionSettings(paths, reloadUrls, DEFAULT_LOCK_TIMEOUT, false, false, author);
  }

  /** A copy that signs with this key. */
  public PromotionSettings signedWith(Optional<SigningKey> key) {
    return new PromotionSettings(
        paths,
        reloadUrls,
        lockTimeout,
        dryRun,
        keepOnReloadFailure,
        together,
        author,
        key,
        probation,
        evenIfRolledBack);
  }

  /** Each promoted version is on probation for so long. */
  public PromotionSettings onProbation(Optional<Duration> window) {
    return new PromotionSettings(
        paths,
        reloadUrls,
        lockTimeout,
        dryRun,
        keepOnReloadFailure,
        together,
        author,
        signingKey,
        window,
        evenIfRolledBack);
  }

  /** Also promotes versions that were rolled back. */
  public PromotionSettings evenIfRolledBack(boolean allowed) {
    return new PromotionSettings(
        paths,
        reloadUrls,
        lockTimeout,
        dryRun,
        keepOnReloadFailure,
        together,
        author,
        signingKey,
        probation,
        allowed);
  }

  public List<URI> reloadUrls(ModelName model) {
    return reloadUrls.getOrDefault(model, List.of());
  }
}
