package ratchet.store;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;
import ratchet.model.SigningKey;

/**
 * The settings of promotions, rollbacks and watches.
 *
 * @param paths the models folder
 * @param reloadUrls the runtimes to reload, by model; a model without an entry, or with an empty
 *     one, has no runtime
 * @param lockTimeout how long to wait while another process holds the lock of the folder
 * @param dryRun whether to evaluate only and change nothing
 * @param keepOnReloadFailure whether the new version stays live when a runtime does not confirm it
 * @param together models that are promoted all together or not at all
 * @param author of the ledger's events
 * @param signingKey signs versions that become live; empty: nothing is signed
 * @param probation how long a promoted version is on probation; empty: the promotion states none
 * @param evenIfRolledBack whether a version may be promoted that was rolled back before
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
  /** 10 seconds. */
  public static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(10);

  public PromotionSettings {
    reloadUrls = Map.copyOf(reloadUrls);
    together = List.copyOf(together);
  }

  /**
   * Settings by which each model is promoted by itself, without signature and probation, and which
   * refuse versions that were rolled back.
   */
  public PromotionSettings(
      ModelPaths paths,
      Map<ModelName, List<URI>> reloadUrls,
      Duration lockTimeout,
      boolean dryRun,
      boolean keepOnReloadFailure,
      LedgerAuthor author) {
    this(
        paths,
        reloadUrls,
        lockTimeout,
        dryRun,
        keepOnReloadFailure,
        List.of(),
        author,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** The defaults: a version that is not confirmed is rolled back; no signature, no probation. */
  public static PromotionSettings of(
      ModelPaths paths, Map<ModelName, List<URI>> reloadUrls, LedgerAuthor author) {
    return new PromotionSettings(paths, reloadUrls, DEFAULT_LOCK_TIMEOUT, false, false, author);
  }

  /** A copy with this key; empty: nothing is signed. */
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

  /** The addresses to reload for a model; empty when it has no runtime. */
  public List<URI> reloadUrls(ModelName model) {
    return reloadUrls.getOrDefault(model, List.of());
  }
}
