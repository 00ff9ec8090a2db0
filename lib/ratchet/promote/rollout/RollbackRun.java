package ratchet.promote.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;
import ratchet.store.Recovered;
import ratchet.store.SwitchIntentRecovery;

/**
 * Brings a former version back: from the archive, by the same atomic switch as a promotion, asked
 * of the runtimes and confirmed by them. Needs no database and no candidate.
 *
 * <p>Without a version it undoes the last change that stands, and does that once: after a rollback
 * it finds nothing left to undo until something is promoted again, so a command that is sent twice
 * does no more than one that is sent once. It goes to the newest earlier version that loads. Going
 * back further names the version.
 */
public final class RollbackRun {
  private final PromotionSettings settings;
  private final Reloader reloader;
  private final Clock clock;
  private final PromotionListener listener;

  public RollbackRun(
      PromotionSettings settings, Reloader reloader, Clock clock, PromotionListener listener) {
    this.settings = settings;
    this.reloader = reloader;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param version the first digits of its digest; empty for the previous one
   * @return {@code OK} when it is live, {@code UNCHANGED} when it was, {@code ROLLED_BACK} when a
   *     runtime did not confirm it and what was live before is live again
   * @throws InputException when there is no such version, or it does not load; nothing was changed
   */
  public ModelOutcome run(ModelName model, Optional<String> version) {
    try (AliasStore store = AliasStore.open(settings, clock)) {
      store.recovered().forEach(event -> listener.warning(Recovered.sentence(event)));
      store.warnings().forEach(listener::warning);
      Optional<byte[]> live = store.live(model);
      Optional<String> liveSha256 = live.map(Digest::of);
      Optional<byte[]> content =
          version.isPresent()
              ? Optional.of(named(store, model, version.get()))
              : previous(store, model);
      if (content.isEmpty() || content.map(Digest::of).equals(liveSha256)) {
        String why = content.isEmpty() ? "already_rolled_back" : "already_live";
        return store.ledger().unconfirmed(model).isPresent() && live.isPresent()
            ? confirm(store, change(model, live, live.get(), "confirmed_later", null), why)
            : unchanged(model, why, liveSha256, List.of(), Optional.empty());
      }
      String reason =
          version.isPresent() ? "rollback_to_named_version" : "rollback_to_previous_version";
      return run(machine(store), change(model, live, content.get(), reason, null));
    }
  }

  /**
   * What a watch does with a version that outcomes showed to be worse.
   *
   * @param worse digest of that version; when it is not live any more, nothing is changed
   * @param former digest of the version that comes back
   * @param reason entered into the ledger
   * @param details entered with it
   * @return as {@link #run}; {@code UNCHANGED} with {@code live_changed} for another live version
   * @throws InputException when the former version is missing or does not load; nothing was changed
   */
  public ModelOutcome takeBack(
      ModelName model, String worse, String former, String reason, JsonNode details) {
    try (AliasStore store = AliasStore.open(settings, clock)) {
      store.recovered().forEach(event -> listener.warning(Recovered.sentence(event)));
      store.warnings().forEach(listener::warning);
      Optional<byte[]> live = store.live(model);
      Optional<String> liveSha256 = live.map(Digest::of);
      if (!liveSha256.equals(Optional.of(worse))) {
        return unchanged(model, "live_changed", liveSha256, List.of(), Optional.empty());
      }
      byte[] content = named(store, model, former);
      return run(
          machine(ConfirmedSwitch.Purpose.WATCH, store),
          change(model, live, content, reason, details));
    }
  }

  private byte[] named(AliasStore store, ModelName model, String version) {
    return store
        .archived(model, version)
        .orElseThrow(
            () ->
                new InputException(
                    "no version of " + model.id() + " is called " + version,
                    "history --model " + model.id() + " lists those that were live"));
  }

  /**
   * The newest version before the last change that is still in the archive, whole, and loads; says
   * which it passed over.
   *
   * @return empty when the last change was a rollback itself
   */
  private Optional<byte[]> previous(AliasStore store, ModelName model) {
    if (store.ledger().lastStanding(model).filter(RollbackRun::isRollback).isPresent()) {
      return Optional.empty();
    }
    List<String> versions = store.ledger().versionsBefore(model);
    if (versions.isEmpty()) {
      throw new InputException(
          model.id() + " has no earlier version in " + store.ledger().file(),
          "train and promote a better one; history --model " + model.id() + " shows what was live");
    }
    List<String> skipped = new ArrayList<>();
    for (String version : versions) {
      try {
        byte[] content = named(store, model, version);
        load(model, content);
        if (!store.mayRestore(model, version)) {
          skipped.add(Digest.abbreviate(version) + ": was never signed by this key");
          continue;
        }
        if (!skipped.isEmpty()) {
          listener.warning(
              model.id()
                  + " goes back to "
                  + Digest.abbreviate(version)
                  + ", because newer versions cannot be used ("
                  + String.join("; ", skipped)
                  + "); rollback "
                  + model.id()
                  + " --to SHA chooses another");
        }
        return Optional.of(content);
      } catch (InputException e) {
        skipped.add(Digest.abbreviate(version) + ": " + e.getMessage());
      }
    }
    throw new InputException(
        "no earlier version of " + model.id() + " can be used: " + String.join("; ", skipped),
        "restore one of them in "
            + settings.paths().historyFolder(model)
            + " from a backup, then run rollback "
            + model.id()
            + " --to SHA");
  }

  private static boolean isRollback(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.ROLLED_BACK
        || event.event() == LedgerEvent.Kind.WATCH_ROLLED_BACK
        || SwitchIntentRecovery.ROLLBACK_NOT_RECORDED.equals(event.reason())
        || (event.event() == LedgerEvent.Kind.RELOAD_FAILED
            && event.command().startsWith("rollback"));
  }

  private LoadedModel load(ModelName model, byte[] content) {
    try {
      return LoadedModel.load(model, content);
    } catch (ModelFormatException e) {
      throw e.in(AliasReader.version(settings.paths(), model, Digest.of(content)).toString());
    }
  }

  /** The run that switched ended before a runtime had confirmed it. */
  private ModelOutcome confirm(AliasStore store, AliasChange change, String why) {
    Optional<String> sha256 = Optional.of(change.target().sha256());
    SwitchResult result = machine(store).confirm(change);
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

  private static ModelOutcome run(ConfirmedSwitch machine, AliasChange change) {
    SwitchResult result = machine.run(List.of(change)).get(0);
    if (result instanceof SwitchResult.Undone undone) {
      throw undone.failure();
    }
    if (result instanceof SwitchResult.TakenBack back) {
      return outcome(
          change,
          ModelOutcome.State.ROLLED_BACK,
          back.reason(),
          change.beforeSha256(),
          back.replies(),
          back.restore(),
          Optional.of(unconfirmed(change, back.replies(), "what was live before was put back")));
    }
    Optional<String> live = Optional.of(change.target().sha256());
    if (result instanceof SwitchResult.NotEntered unwritten) {
      return outcome(
          change,
          ModelOutcome.State.OK,
          change.reason(),
          live,
          unwritten.replies(),
          List.of(),
          Optional.of(
              new InputException(
                  change.model().id()
                      + " is back at "
                      + Digest.abbreviate(change.target().sha256())
                      + ", but the ledger does not say so: "
                      + unwritten.failure().getMessage(),
                  unwritten.failure().remedy() + "; the next run enters it",
                  unwritten.failure())));
    }
    return result instanceof SwitchResult.Kept kept
        ? outcome(
            change,
            ModelOutcome.State.OK,
            change.reason(),
            live,
            kept.replies(),
            List.of(),
            Optional.of(unconfirmed(change, kept.replies(), kept.why())))
        : outcome(
            change,
            ModelOutcome.State.OK,
            change.reason(),
            live,
            ((SwitchResult.Confirmed) result).replies(),
            List.of(),
            Optional.empty());
  }

  private static RatchetException unconfirmed(
      AliasChange change, List<ReloadReply> replies, String consequence) {
    return ReloadReply.unconfirmed(
        change.model(), replies, consequence, "rollback " + change.model().id());
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
        failure);
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
        failure);
  }
}
