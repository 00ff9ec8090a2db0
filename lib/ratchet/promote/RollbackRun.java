package ratchet.promote;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.model.UnconfirmedException;
import ratchet.promote.reload.ExpectedModel;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerTimeline;
import ratchet.store.PromotionSettings;
import ratchet.store.Recovered;
import ratchet.store.SwitchIntent;
import ratchet.store.SwitchIntentRecovery;
import ratchet.store.UnconfirmedSwitch;

/**
 * Brings a former version back: from the archive, by the same atomic switch as a promotion, asked
 * of the runtimes and confirmed by them. Needs no database and no candidate.
 *
 * <p>Without a version it undoes the last change that stands, and does that once: after a rollback
 * it finds nothing left to undo until something is promoted again, so a command that is sent twice
 * does no more than one that is sent once. Going back further names the version.
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
      Optional<byte[]> live = store.live(model);
      Optional<String> liveSha256 = live.map(Digest::of);
      Optional<byte[]> content =
          version.isPresent()
              ? Optional.of(named(store, model, version.get()))
              : previous(store, model);
      if (content.isEmpty() || content.map(Digest::of).equals(liveSha256)) {
        String why = content.isEmpty() ? "already_rolled_back" : "already_live";
        return UnconfirmedSwitch.of(store.ledger().read(), model).isPresent() && live.isPresent()
            ? confirm(store, model, live.get(), why)
            : unchanged(model, why, liveSha256, List.of(), Optional.empty());
      }
      return new Attempt(store, model, live, load(model, content.get()), content.get())
          .run(version.isPresent() ? "rollback_to_named_version" : "rollback_to_previous_version");
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

  /** Empty when the last change was a rollback itself. */
  private Optional<byte[]> previous(AliasStore store, ModelName model) {
    Optional<LedgerEvent> last = new LedgerTimeline(store.ledger().read()).lastStanding(model);
    if (last.filter(RollbackRun::isRollback).isPresent()) {
      return Optional.empty();
    }
    String before = last.map(LedgerEvent::fromSha256).orElse(null);
    if (before == null) {
      throw new InputException(
          model.id() + " has no earlier version in " + store.ledger().file(),
          "train and promote a better one; history --model " + model.id() + " shows what was live");
    }
    return Optional.of(named(store, model, before));
  }

  private static boolean isRollback(LedgerEvent event) {
    return event.event() == LedgerEvent.Kind.ROLLED_BACK
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
  private ModelOutcome confirm(AliasStore store, ModelName model, byte[] live, String why) {
    ExpectedModel expected = ExpectedModel.of(load(model, live));
    List<URI> urls = settings.reloadUrls(model);
    List<ReloadReply> replies =
        urls.isEmpty() ? List.of(ReloadReply.noUrl()) : reloader.reload(model, urls, expected);
    Optional<String> sha256 = Optional.of(expected.sha256());
    if (!ReloadReply.allAccepted(replies)) {
      return unchanged(
          model,
          why,
          sha256,
          replies,
          Optional.of(
              ReloadReply.unconfirmed(
                  model, replies, "the version was kept", "rollback " + model.id())));
    }
    store
        .ledger()
        .append(
            LedgerEvent.of(
                    clock.instant(),
                    LedgerEvent.Kind.ROLLED_BACK,
                    model,
                    expected.sha256(),
                    expected.sha256(),
                    "confirmed_later",
                    settings.author())
                .withReload(ReloadReply.toJson(replies)));
    return unchanged(model, why, sha256, replies, Optional.empty());
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

  /** One switch and, if need be, the way back. */
  private final class Attempt {
    private final AliasStore store;
    private final ModelName model;
    private final Optional<byte[]> before;
    private final LoadedModel target;
    private final byte[] content;

    Attempt(
        AliasStore store,
        ModelName model,
        Optional<byte[]> before,
        LoadedModel target,
        byte[] content) {
      this.store = store;
      this.model = model;
      this.before = before;
      this.target = target;
      this.content = content;
    }

    ModelOutcome run(String reason) {
      store.intend(
          new SwitchIntent(
              SwitchIntent.Kind.ROLLBACK,
              List.of(
                  new SwitchIntent.Step(
                      model, Optional.ofNullable(beforeSha256()), target.sha256()))));
      try {
        store.restore(model, content);
      } catch (InputException e) {
        settle();
        throw e;
      }
      List<ReloadReply> replies = ask(ExpectedModel.of(target));
      if (ReloadReply.allAccepted(replies)) {
        enter(reason, replies);
        settle();
        return result(ModelOutcome.State.OK, reason, target.sha256(), replies, List.of(), null);
      }
      note(
          event(
              LedgerEvent.Kind.RELOAD_FAILED,
              beforeSha256(),
              target.sha256(),
              "reload_not_confirmed",
              replies));
      Optional<ExpectedModel> former = former();
      if (settings.keepOnReloadFailure() || (before.isPresent() && former.isEmpty())) {
        String why =
            settings.keepOnReloadFailure()
                ? "the version was kept, as asked"
                : "the version was kept, because what was live before does not load";
        settle();
        return result(
            ModelOutcome.State.OK,
            reason,
            target.sha256(),
            replies,
            List.of(),
            failure(replies, why));
      }
      putBack();
      List<ReloadReply> restore = former.map(this::askAgain).orElse(List.of());
      note(
          event(
              LedgerEvent.Kind.ROLLED_BACK,
              target.sha256(),
              beforeSha256(),
              "reload_not_confirmed",
              restore));
      settle();
      return result(
          ModelOutcome.State.ROLLED_BACK,
          "reload_not_confirmed",
          beforeSha256(),
          replies,
          restore,
          failure(replies, "what was live before was put back"));
    }

    private String beforeSha256() {
      return before.map(Digest::of).orElse(null);
    }

    /** What runtimes would be asked to serve again; empty when nothing could be. */
    private Optional<ExpectedModel> former() {
      try {
        return before.map(bytes -> ExpectedModel.of(model, bytes));
      } catch (ModelFormatException e) {
        listener.warning("what was live before does not load: " + e.getMessage());
        return Optional.empty();
      }
    }

    private void putBack() {
      before.ifPresentOrElse(bytes -> store.restore(model, bytes), () -> store.remove(model));
    }

    private List<ReloadReply> ask(ExpectedModel expected) {
      List<URI> urls = settings.reloadUrls(model);
      return urls.isEmpty() ? List.of(ReloadReply.noUrl()) : reloader.reload(model, urls, expected);
    }

    private List<ReloadReply> askAgain(ExpectedModel expected) {
      List<URI> urls = settings.reloadUrls(model);
      return urls.isEmpty()
          ? List.of(ReloadReply.noUrl())
          : reloader.restore(model, urls, expected);
    }

    /** A change that cannot be read back later must not stand. */
    private void enter(String reason, List<ReloadReply> replies) {
      try {
        store
            .ledger()
            .append(
                event(
                    LedgerEvent.Kind.ROLLED_BACK,
                    beforeSha256(),
                    target.sha256(),
                    reason,
                    replies));
      } catch (InputException e) {
        putBack();
        former().ifPresent(this::askAgain);
        settle();
        throw e;
      }
    }

    /** The alias has changed already: a ledger that cannot say so is mended by the next run. */
    private void note(LedgerEvent event) {
      try {
        store.ledger().append(event);
      } catch (InputException e) {
        listener.warning(e.getMessage() + "; the next run enters what is live into it");
      }
    }

    private void settle() {
      try {
        store.settled();
      } catch (InputException e) {
        listener.warning(e.getMessage());
      }
    }

    private LedgerEvent event(
        LedgerEvent.Kind kind, String from, String to, String reason, List<ReloadReply> replies) {
      LedgerEvent event =
          LedgerEvent.of(clock.instant(), kind, model, from, to, reason, settings.author());
      return replies.isEmpty() ? event : event.withReload(ReloadReply.toJson(replies));
    }

    private UnconfirmedException failure(List<ReloadReply> replies, String consequence) {
      return ReloadReply.unconfirmed(model, replies, consequence, "rollback " + model.id());
    }

    private ModelOutcome result(
        ModelOutcome.State state,
        String reason,
        String live,
        List<ReloadReply> replies,
        List<ReloadReply> restore,
        UnconfirmedException failure) {
      return new ModelOutcome(
          model,
          state,
          reason,
          Optional.ofNullable(beforeSha256()),
          Optional.of(target.sha256()),
          Optional.ofNullable(live),
          List.of(),
          List.of(),
          replies,
          restore,
          Optional.ofNullable(failure));
    }
  }
}
