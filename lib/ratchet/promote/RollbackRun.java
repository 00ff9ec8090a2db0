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
import ratchet.model.UnconfirmedException;

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
    try (AliasStore store =
        AliasStore.open(settings.paths(), settings.lockTimeout(), clock, settings.author())) {
      store.recovered().forEach(event -> listener.warning(Recovered.sentence(event)));
      Optional<byte[]> live = store.live(model);
      Optional<String> liveSha256 = live.map(Digest::of);
      Optional<byte[]> content =
          version.isPresent()
              ? Optional.of(named(store, model, version.get()))
              : previous(store, model);
      if (content.isEmpty() || content.map(Digest::of).equals(liveSha256)) {
        String why = content.isEmpty() ? "already_rolled_back" : "already_live";
        return outcome(
            model, ModelOutcome.State.UNCHANGED, why, liveSha256, liveSha256, liveSha256);
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
    if (last.isPresent() && last.get().event() == LedgerEvent.Kind.ROLLED_BACK) {
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

  private LoadedModel load(ModelName model, byte[] content) {
    try {
      return LoadedModel.load(model, content);
    } catch (ModelFormatException e) {
      throw e.in(AliasReader.version(settings.paths(), model, Digest.of(content)).toString());
    }
  }

  private static ModelOutcome outcome(
      ModelName model,
      ModelOutcome.State state,
      String reason,
      Optional<String> before,
      Optional<String> asked,
      Optional<String> live) {
    return new ModelOutcome(
        model,
        state,
        reason,
        before,
        asked,
        live,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
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
      store.replace(model, content);
      try {
        record(LedgerEvent.Kind.ROLLED_BACK, beforeSha256(), target.sha256(), reason, List.of());
      } catch (InputException e) {
        // A change that cannot be read back later must not stand.
        putBack();
        throw e;
      }
      List<ReloadReply> replies = ask(Expected.of(target));
      if (ReloadReply.allAccepted(replies)) {
        return result(ModelOutcome.State.OK, reason, target.sha256(), replies, List.of(), null);
      }
      record(
          LedgerEvent.Kind.RELOAD_FAILED,
          beforeSha256(),
          target.sha256(),
          "reload_not_confirmed",
          replies);
      Optional<Expected> former = former();
      if (settings.keepOnReloadFailure() || (before.isPresent() && former.isEmpty())) {
        String why =
            settings.keepOnReloadFailure()
                ? "the version was kept, as asked"
                : "the version was kept, because what was live before does not load";
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
      record(
          LedgerEvent.Kind.ROLLED_BACK,
          target.sha256(),
          beforeSha256(),
          "reload_not_confirmed",
          restore);
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
    private Optional<Expected> former() {
      try {
        return before.map(bytes -> Expected.of(model, bytes));
      } catch (ModelFormatException e) {
        listener.warning("what was live before does not load: " + e.getMessage());
        return Optional.empty();
      }
    }

    private void putBack() {
      before.ifPresentOrElse(bytes -> store.replace(model, bytes), () -> store.remove(model));
    }

    private List<ReloadReply> ask(Expected expected) {
      List<URI> urls = settings.reloadUrls(model);
      return urls.isEmpty() ? List.of(ReloadReply.noUrl()) : reloader.reload(model, urls, expected);
    }

    private List<ReloadReply> askAgain(Expected expected) {
      return reloader.restore(model, settings.reloadUrls(model), expected);
    }

    private void record(
        LedgerEvent.Kind kind, String from, String to, String reason, List<ReloadReply> replies) {
      LedgerEvent event =
          LedgerEvent.of(clock.instant(), kind, model, from, to, reason, settings.author());
      store
          .ledger()
          .append(replies.isEmpty() ? event : event.withReload(ReloadReply.toJson(replies)));
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
