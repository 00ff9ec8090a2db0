package ratchet.promote;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import ratchet.gate.Verdict;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.UnconfirmedException;

/**
 * Makes a candidate the live version, and takes that back when a runtime does not confirm it. The
 * only caller of {@link AliasStore#replace} on a candidate's bytes, and it asks for a {@link
 * Verdict.Passed} on exactly those bytes.
 */
final class AliasSwitch {
  private final AliasStore store;
  private final Reloader reloader;
  private final PromotionSettings settings;
  private final Clock clock;
  private final PromotionListener listener;

  AliasSwitch(
      AliasStore store,
      Reloader reloader,
      PromotionSettings settings,
      Clock clock,
      PromotionListener listener) {
    this.store = store;
    this.reloader = reloader;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  ModelOutcome commit(Verdict.Passed permit, Trial trial) {
    if (!permit.candidateSha256().equals(trial.candidate().sha256())) {
      throw new IllegalArgumentException("the verdict is about other bytes than the candidate's");
    }
    String reason = trial.reason(permit);
    try {
      store.replace(trial.model(), trial.candidate().content());
    } catch (InputException e) {
      return trial.failed("alias_not_replaced", store.liveSha256(trial.model()), e);
    }
    try {
      store.ledger().append(forward(LedgerEvent.Kind.PROMOTED, trial, reason));
    } catch (InputException e) {
      // A promotion that cannot be read back later must not stand.
      putBack(trial);
      return trial.failed("ledger_not_written", store.liveSha256(trial.model()), e);
    }
    List<ReloadReply> replies;
    try {
      replies = ask(trial.model(), Expected.of(trial.candidate().loaded()));
    } catch (RuntimeException | Error bug) {
      // Nobody knows what the runtime serves: that is as good as a no.
      putBack(trial);
      record(back(trial, "reload_crashed"));
      throw bug;
    }
    return ReloadReply.allAccepted(replies)
        ? trial.promoted(reason, replies, Optional.empty())
        : unconfirmed(trial, reason, replies);
  }

  /** Refused candidates are remembered too: an evening of tries is a finding. */
  void recordRefusal(Trial trial, String reason) {
    store.ledger().append(forward(LedgerEvent.Kind.REFUSED, trial, reason));
  }

  private ModelOutcome unconfirmed(Trial trial, String reason, List<ReloadReply> replies) {
    record(
        forward(LedgerEvent.Kind.RELOAD_FAILED, trial, reason)
            .withReload(ReloadReply.toJson(replies)));
    if (settings.keepOnReloadFailure() || !putBack(trial)) {
      String kept =
          settings.keepOnReloadFailure()
              ? "the new alias was kept, as asked"
              : "and the alias could not be put back";
      return trial.promoted(reason, replies, Optional.of(failure(trial, replies, kept)));
    }
    List<ReloadReply> restore = askForChampion(trial);
    record(back(trial, "reload_not_confirmed").withReload(ReloadReply.toJson(restore)));
    return trial.rolledBack(
        "reload_not_confirmed",
        replies,
        restore,
        failure(trial, replies, "the alias was put back"));
  }

  /** The alias has changed already: a ledger that cannot say so is mended by the next run. */
  private void record(LedgerEvent event) {
    try {
      store.ledger().append(event);
    } catch (InputException e) {
      listener.warning(e.getMessage() + "; the next run enters what is live into it");
    }
  }

  /**
   * Tried twice, because what no runtime confirmed must not stay live for a passing trouble.
   *
   * @return whether the champion is live again
   */
  private boolean putBack(Trial trial) {
    try {
      putBackOnce(trial);
      return true;
    } catch (InputException first) {
      try {
        putBackOnce(trial);
        return true;
      } catch (InputException again) {
        listener.warning(
            trial.model().id() + ": the former model could not be put back: " + again.getMessage());
        return false;
      }
    }
  }

  private void putBackOnce(Trial trial) {
    trial
        .champion()
        .ifPresentOrElse(
            champion -> store.replace(trial.model(), champion.content()),
            () -> store.remove(trial.model()));
  }

  private List<ReloadReply> ask(ModelName model, Expected expected) {
    List<URI> urls = settings.reloadUrls(model);
    return urls.isEmpty() ? List.of(ReloadReply.noUrl()) : reloader.reload(model, urls, expected);
  }

  /** Without a champion there is nothing to ask for: the runtime keeps what it has in memory. */
  private List<ReloadReply> askForChampion(Trial trial) {
    if (trial.champion().isEmpty()) {
      return List.of();
    }
    List<ReloadReply> replies = ask(trial.model(), trial.champion().get().expected());
    if (!ReloadReply.allAccepted(replies)) {
      listener.warning(
          trial.model().id()
              + ": the former model is back on disk, but not every runtime confirmed it either; run"
              + " reload "
              + trial.model().id());
    }
    return replies;
  }

  private static UnconfirmedException failure(
      Trial trial, List<ReloadReply> replies, String consequence) {
    StringBuilder message = new StringBuilder(trial.model().id());
    message.append(": not confirmed by");
    replies.stream()
        .filter(reply -> !reply.outcome().accepted())
        .forEach(
            reply -> message.append(' ').append(reply.url()).append(": ").append(reply.summary()));
    message.append("; ").append(consequence);
    return new UnconfirmedException(
        message.toString(),
        "check that the runtime runs there and reads this alias, then promote again; "
            + trial.model().environmentName("RELOAD_URL")
            + " or --reload-url points elsewhere");
  }

  private LedgerEvent forward(LedgerEvent.Kind kind, Trial trial, String reason) {
    return event(
        kind, trial, trial.championSha256().orElse(null), trial.candidate().sha256(), reason);
  }

  private LedgerEvent back(Trial trial, String reason) {
    return event(
        LedgerEvent.Kind.ROLLED_BACK,
        trial,
        trial.candidate().sha256(),
        trial.championSha256().orElse(null),
        reason);
  }

  private LedgerEvent event(
      LedgerEvent.Kind kind, Trial trial, String from, String to, String reason) {
    return LedgerEvent.of(clock.instant(), kind, trial.model(), from, to, reason, settings.author())
        .withGates(GateJson.checks(trial.gates()))
        .withHooks(HookRuns.toJson(trial.hooks()));
  }
}
