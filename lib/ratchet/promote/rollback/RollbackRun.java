package ratchet.promote.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollout.AliasChange;
import ratchet.promote.rollout.ChampionFile;
import ratchet.promote.rollout.ConfirmedSwitch;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.promote.rollout.SwitchResult;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.PromotionSettings;

/**
 * Restores a former version from the archive, by the same atomic switch as a promotion; the
 * runtimes confirm it. It requires neither a database nor a candidate.
 *
 * <p>Without a version it undoes the last change that stands, and restores the newest earlier
 * version that loads. A second run changes nothing until another version is promoted. To go back
 * further, name the version.
 */
public final class RollbackRun {
  private final PromotionSettings settings;
  private final Reloader reloader;
  private final Clock clock;
  private final PromotionListener listener;

  /** Warnings go to the listener. */
  public RollbackRun(
      PromotionSettings settings, Reloader reloader, Clock clock, PromotionListener listener) {
    this.settings = settings;
    this.reloader = reloader;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Rolls back each model by itself; a failure of one does not stop the others.
   *
   * @return outcomes as of {@link #run}; {@code FAILED} also where {@link #run} would throw
   */
  public List<ModelOutcome> runAll(List<ModelName> models, Optional<String> version) {
    List<ModelOutcome> outcomes = new ArrayList<>();
    for (ModelName model : models) {
      try {
        outcomes.add(settings.dryRun() ? tried(model, version) : run(model, version));
      } catch (InputException e) {
        outcomes.add(impossible(model, e));
      }
    }
    return outcomes;
  }

  private ModelOutcome impossible(ModelName model, InputException failure) {
    Optional<String> live;
    try {
      live = new AliasReader(settings.paths()).liveSha256(model);
    } catch (InputException unreadable) {
      failure.addSuppressed(unreadable);
      live = Optional.empty();
    }
    return new ModelOutcome(
        model,
        ModelOutcome.State.FAILED,
        "not_possible",
        live,
        Optional.empty(),
        live,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(failure),
        Optional.empty());
  }

  /** The outcome of a dry run: nothing is locked or changed, and no runtime is asked. */
  private ModelOutcome tried(ModelName model, Optional<String> version) {
    Optional<byte[]> live = new AliasReader(settings.paths()).live(model);
    Optional<byte[]> content =
        new RollbackTarget(
                settings.paths(),
                new Ledger(settings.paths().ledger()),
                (name, sha256) -> true,
                listener)
            .find(model, version, live.map(Digest::of));
    if (content.isEmpty() || content.map(Digest::of).equals(live.map(Digest::of))) {
      return unchanged(
          model, reason(content, version), live.map(Digest::of), List.of(), Optional.empty());
    }
    AliasChange change = change(model, live, content.get(), reason(content, version), null);
    warnOfAge(change);
    return outcome(
        change,
        ModelOutcome.State.OK,
        change.reason(),
        change.beforeSha256(),
        List.of(ReloadReply.skipped(null, "dry_run")),
        List.of(),
        Optional.empty());
  }

  private static String reason(Optional<byte[]> content, Optional<String> version) {
    return content.isEmpty()
        ? "already_rolled_back"
        : version.isPresent() ? "rollback_to_named_version" : "rollback_to_previous_version";
  }

  /**
   * Rolls back one model. Without a usable ledger it works if the version is named or the archive
   * has only one other version.
   *
   * @param version the first digits of its digest; empty for the previous one
   * @return {@code OK} when the version is live now, {@code UNCHANGED} when it was live already,
   *     {@code FAILED} when a runtime did not confirm it and the version before is live again
   * @throws InputException when there is no such version, or it does not load; nothing was changed
   */
  public ModelOutcome run(ModelName model, Optional<String> version) {
    try (AliasStore store = AliasStore.openForRollback(settings, clock)) {
      store.recovered().forEach(event -> listener.warning(event.recoveryMessage()));
      store.warnings().forEach(listener::warning);
      Optional<byte[]> live = store.live(model);
      Optional<String> liveSha256 = live.map(Digest::of);
      Optional<byte[]> content =
          new RollbackTarget(settings.paths(), store.ledger(), store::mayRestore, listener)
              .find(model, version, liveSha256);
      if (content.isEmpty() || content.map(Digest::of).equals(liveSha256)) {
        String why = content.isEmpty() ? "already_rolled_back" : "already_live";
        return isUnconfirmed(store, model) && live.isPresent()
            ? confirm(machine(store), change(model, live, live.get(), "confirmed_later", null), why)
            : unchanged(model, why, liveSha256, List.of(), Optional.empty());
      }
      return run(
          machine(store), change(model, live, content.get(), reason(content, version), null));
    }
  }

  /** False, with a warning, where the ledger cannot be read. */
  private boolean isUnconfirmed(AliasStore store, ModelName model) {
    try {
      return store.ledger().unconfirmed(model).isPresent();
    } catch (InputException e) {
      listener.warning(e.getMessage());
      return false;
    }
  }

  /**
   * Rolls back a version that a watch found to be worse.
   *
   * @param worse digest of that version; if it is not live any more, nothing is changed
   * @param former digest of the version to restore
   * @param reason entered into the ledger
   * @param details entered with it
   * @return as {@link #run}; {@code UNCHANGED} with {@code live_changed} for another live version
   * @throws InputException when the former version is missing or does not load; nothing was changed
   */
  public ModelOutcome takeBack(
      ModelName model, String worse, String former, String reason, JsonNode details) {
    try (AliasStore store = AliasStore.open(settings, clock)) {
      store.recovered().forEach(event -> listener.warning(event.recoveryMessage()));
      store.warnings().forEach(listener::warning);
      Optional<byte[]> live = store.live(model);
      Optional<String> liveSha256 = live.map(Digest::of);
      if (!liveSha256.equals(Optional.of(worse))) {
        return unchanged(model, "live_changed", liveSha256, List.of(), Optional.empty());
      }
      byte[] content = RollbackTarget.named(settings.paths(), model, former);
      return run(
          machine(ConfirmedSwitch.Purpose.WATCH, store),
          change(model, live, content, reason, details));
    }
  }

  /**
   * Completes a rollback of a watch that was killed: asks the runtimes to confirm the version.
   *
   * @return {@code UNCHANGED}; with a failure if a runtime did not confirm it, in which case the
   *     version stays live
   * @throws InputException when the version that is live does not load; nothing was changed
   */
  public ModelOutcome complete(ModelName model) {
    try (AliasStore store = AliasStore.open(settings, clock)) {
      store.recovered().forEach(event -> listener.warning(event.recoveryMessage()));
      Optional<byte[]> live = store.live(model);
      return isUnconfirmed(store, model) && live.isPresent()
          ? confirm(
              machine(ConfirmedSwitch.Purpose.WATCH, store),
              change(model, live, live.get(), "confirmed_later", null),
              "rollback_completed")
          : unchanged(model, "live_changed", live.map(Digest::of), List.of(), Optional.empty());
    }
  }

  private LoadedModel load(ModelName model, byte[] content) {
    try {
      return LoadedModel.load(model, content);
    } catch (ModelFormatException e) {
      throw e.in(AliasReader.version(settings.paths(), model, Digest.of(content)).toString());
    }
  }

  /** Asks the runtimes to confirm a version whose run was killed before they had. */
  private ModelOutcome confirm(ConfirmedSwitch machine, AliasChange change, String why) {
    Optional<String> sha256 = Optional.of(change.target().sha256());
    SwitchResult result = machine.confirm(change);
    if (result instanceof SwitchResult.Kept kept) {
      return unchanged(
          change.model(),
          why,
          sha256,
          kept.replies(),
          Optional.of(unconfirmed(change, kept.replies(), kept.why())));
    }
    return unchanged(
        change.model(), why, sha256, ((SwitchResult.Confirmed) result).replies(), Optional.empty());
  }

  private ConfirmedSwitch machine(AliasStore store) {
    return machine(ConfirmedSwitch.Purpose.ROLLBACK, store);
  }

  private ConfirmedSwitch machine(ConfirmedSwitch.Purpose purpose, AliasStore store) {
    return new ConfirmedSwitch(purpose, store, reloader, settings, clock, listener);
  }

  private AliasChange change(
      ModelName model, Optional<byte[]> live, byte[] content, String reason, JsonNode details) {
    return new AliasChange(
        model,
        live.map(bytes -> ChampionFile.of(model, bytes)),
        true,
        load(model, content),
        content,
        reason,
        null,
        null,
        details);
  }

  /** Warns before the switch if the version is older than the default age limit of a runtime. */
  private void warnOfAge(AliasChange change) {
    Instant created = change.target().file().header().created();
    Duration age = Duration.between(created, clock.instant());
    if (age.compareTo(ModelHeader.LONGEST_SERVED) > 0) {
      listener.warning(
          change.model().id()
              + ": "
              + Digest.abbreviate(change.target().sha256())
              + " was created "
              + created
              + ", "
              + age.toDays()
              + " days ago. A runtime with the default --max-age ("
              + ModelHeader.LONGEST_SERVED.toDays()
              + " days) serves it as degraded. One with --refuse-expired answers no scores, and the"
              + " rollback is then undone. Train and promote a new version soon");
    }
  }

  private ModelOutcome run(ConfirmedSwitch machine, AliasChange change) {
    warnOfAge(change);
    SwitchResult result = machine.run(List.of(change)).get(0);
    if (result instanceof SwitchResult.Undone undone) {
      throw undone.failure();
    }
    if (result instanceof SwitchResult.TakenBack back) {
      return outcome(
          change,
          ModelOutcome.State.FAILED,
          back.reason(),
          change.beforeSha256(),
          back.replies(),
          back.restore(),
          Optional.of(unconfirmed(change, back.replies(), "the version before was restored")));
    }
    if (result instanceof SwitchResult.NotRecorded unwritten) {
      listener.warning(
          change.model().id()
              + " is rolled back to "
              + Digest.abbreviate(change.target().sha256())
              + " and confirmed, but the ledger could not be written: "
              + unwritten.failure().getMessage()
              + "; the next run records it");
      return rolledBack(change, unwritten.replies(), Optional.empty());
    }
    return result instanceof SwitchResult.Kept kept
        ? rolledBack(
            change, kept.replies(), Optional.of(unconfirmed(change, kept.replies(), kept.why())))
        : rolledBack(change, ((SwitchResult.Confirmed) result).replies(), Optional.empty());
  }

  private static ModelOutcome rolledBack(
      AliasChange change, List<ReloadReply> replies, Optional<RatchetException> failure) {
    return outcome(
        change,
        ModelOutcome.State.OK,
        change.reason(),
        Optional.of(change.target().sha256()),
        replies,
        List.of(),
        failure);
  }

  private static RatchetException unconfirmed(
      AliasChange change, List<ReloadReply> replies, String consequence) {
    String again = "rollback " + change.model().id();
    return ReloadReply.unconfirmed(
        change.model(),
        replies,
        consequence,
        again + (isDown(replies) ? " (with --allow-down to skip runtimes that are down)" : ""));
  }

  /** Whether a runtime gave no answer at all. */
  private static boolean isDown(List<ReloadReply> replies) {
    return replies.stream()
        .anyMatch(reply -> !reply.outcome().accepted() && reply.httpStatus().isEmpty());
  }

  private static ModelOutcome outcome(
      AliasChange change,
      ModelOutcome.State state,
      String reason,
      Optional<String> live,
      List<ReloadReply> replies,
      List<ReloadReply> restore,
      Optional<RatchetException> failure) {
    return new ModelOutcome(
        change.model(),
        state,
        reason,
        change.beforeSha256(),
        Optional.of(change.target().sha256()),
        live,
        List.of(),
        List.of(),
        replies,
        restore,
        failure,
        Optional.empty());
  }

  private static ModelOutcome unchanged(
      ModelName model,
      String reason,
      Optional<String> sha256,
      List<ReloadReply> replies,
      Optional<RatchetException> failure) {
    return new ModelOutcome(
        model,
        ModelOutcome.State.UNCHANGED,
        reason,
        sha256,
        sha256,
        sha256,
        List.of(),
        List.of(),
        replies,
        List.of(),
        failure,
        Optional.empty());
  }
}
