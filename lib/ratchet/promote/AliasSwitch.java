package ratchet.promote;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import ratchet.gate.Verdict;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.model.UnconfirmedException;
import ratchet.promote.evidence.ChampionFile;
import ratchet.promote.reload.ExpectedModel;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;
import ratchet.store.SwitchIntent;

/**
 * Makes candidates live, and takes that back when a runtime does not confirm one. The only caller
 * of {@link AliasStore#replace} on a candidate's bytes, and it asks for a {@link Verdict.Passed} on
 * exactly those bytes.
 *
 * <p>{@code promoted} enters the ledger last, with the replies that confirm it: a process that dies
 * in between leaves an alias that the ledger does not know, which the next run enters as {@code
 * recovered} and has confirmed before it calls it live.
 */
final class AliasSwitch {
  private final AliasStore store;
  private final Reloader reloader;
  private final PromotionSettings settings;
  private final Clock clock;
  private final PromotionListener listener;

  /** An alias could not be put back: the next run has to. */
  private boolean unfinished;

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

  /** One candidate by itself. */
  ModelOutcome commit(Verdict.Passed permit, EvaluatedCandidate trial) {
    return commit(List.of(new ApprovedCandidate(permit, trial))).get(0);
  }

  /**
   * All of them, or none.
   *
   * @return one per candidate, in their order
   */
  List<ModelOutcome> commit(List<ApprovedCandidate> all) {
    if (all.size() == 1) {
      return switchAll(all);
    }
    List<SwitchIntent.Step> steps =
        all.stream()
            .map(
                one ->
                    new SwitchIntent.Step(
                        one.model(),
                        one.trial().championSha256(),
                        one.trial().candidate().sha256()))
            .toList();
    try {
      store.intend(new SwitchIntent(SwitchIntent.Kind.TOGETHER, steps));
    } catch (InputException e) {
      return failed(all, all.get(0), "alias_not_replaced", e, Map.of());
    }
    unfinished = false;
    List<ModelOutcome> outcomes = switchAll(all);
    if (!unfinished) {
      settle();
    }
    return outcomes;
  }

  private void settle() {
    try {
      store.settled();
    } catch (InputException e) {
      listener.warning(e.getMessage());
    }
  }

  private List<ModelOutcome> switchAll(List<ApprovedCandidate> all) {
    List<ApprovedCandidate> switched = new ArrayList<>();
    for (ApprovedCandidate one : all) {
      try {
        store.replace(one.model(), one.trial().candidate().content());
      } catch (InputException e) {
        switched.forEach(other -> putBack(other.trial()));
        return failed(all, one, "alias_not_replaced", e, Map.of());
      }
      switched.add(one);
    }
    Map<ModelName, List<ReloadReply>> replies = new EnumMap<>(ModelName.class);
    for (ApprovedCandidate one : all) {
      replies.put(one.model(), confirm(one, all));
      if (!ReloadReply.allAccepted(replies.get(one.model()))) {
        return unconfirmed(all, one, replies);
      }
    }
    return enter(all, replies);
  }

  /**
   * Has a version confirmed that is live already, but of which nobody knows whether a runtime
   * serves it.
   *
   * @param before by which the ledger knows of it
   */
  ModelOutcome confirmLive(EvaluatedCandidate live, LedgerEvent before) {
    EvaluatedCandidate trial;
    try {
      trial = live.over(former(live, before));
    } catch (InputException e) {
      return live.skipped("former_version_missing", e);
    }
    List<ReloadReply> replies = ask(trial.model(), ExpectedModel.of(trial.candidate().loaded()));
    if (ReloadReply.allAccepted(replies)) {
      String sha256 = trial.candidate().sha256();
      record(
          event(LedgerEvent.Kind.PROMOTED, trial, sha256, sha256, "confirmed_later")
              .withReload(ReloadReply.toJson(replies)));
      return live.unchanged(replies);
    }
    return takeBack(trial, "reload_not_confirmed", replies);
  }

  /** Empty when nothing was live before, and then nothing will be. */
  private Optional<ChampionFile> former(EvaluatedCandidate live, LedgerEvent before) {
    ModelName model = live.model();
    return Optional.ofNullable(before.fromSha256())
        .map(
            sha256 ->
                store
                    .archived(model, sha256)
                    .orElseThrow(
                        () ->
                            new InputException(
                                model.id()
                                    + ": the version before "
                                    + before.toSha256()
                                    + " is not in the archive, so that this one cannot be taken"
                                    + " back if no runtime confirms it",
                                "restore "
                                    + AliasReader.version(settings.paths(), model, sha256)
                                    + ", or run reload "
                                    + model.id())))
        .map(content -> ChampionFile.of(model, content));
  }

  /** Refused candidates are remembered too: an evening of tries is a finding. */
  void recordRefusal(EvaluatedCandidate trial, String reason) {
    store.ledger().append(forward(LedgerEvent.Kind.REFUSED, trial, reason));
  }

  private List<ReloadReply> confirm(ApprovedCandidate one, List<ApprovedCandidate> all) {
    try {
      return ask(one.model(), ExpectedModel.of(one.trial().candidate().loaded()));
    } catch (RuntimeException | Error bug) {
      // Nobody knows what the runtime serves: that is as good as a no.
      for (ApprovedCandidate other : all) {
        putBack(other.trial());
        record(back(other.trial(), "reload_crashed"));
      }
      throw bug;
    }
  }

  /** A promotion that cannot be read back later must not stand. */
  private List<ModelOutcome> enter(
      List<ApprovedCandidate> all, Map<ModelName, List<ReloadReply>> replies) {
    List<ApprovedCandidate> entered = new ArrayList<>();
    for (ApprovedCandidate one : all) {
      try {
        store
            .ledger()
            .append(
                forward(LedgerEvent.Kind.PROMOTED, one.trial(), one.reason())
                    .withReload(ReloadReply.toJson(replies.get(one.model()))));
      } catch (InputException e) {
        Map<ModelName, List<ReloadReply>> restored = new EnumMap<>(ModelName.class);
        all.stream()
            .filter(other -> putBack(other.trial()))
            .forEach(other -> restored.put(other.model(), askForChampion(other.trial())));
        entered.forEach(other -> record(back(other.trial(), "ledger_not_written")));
        return failed(all, one, "ledger_not_written", e, restored);
      }
      entered.add(one);
    }
    return all.stream()
        .map(one -> one.trial().promoted(one.reason(), replies.get(one.model()), Optional.empty()))
        .toList();
  }

  private List<ModelOutcome> failed(
      List<ApprovedCandidate> all,
      ApprovedCandidate culprit,
      String reason,
      InputException failure,
      Map<ModelName, List<ReloadReply>> restored) {
    return all.stream()
        .map(
            one ->
                one.trial()
                    .failed(
                        one == culprit ? reason : together(culprit.model()),
                        store.liveSha256(one.model()),
                        restored.getOrDefault(one.model(), List.of()),
                        failure))
        .toList();
  }

  /** The reason of a model that could not go without another. */
  static String together(ModelName other) {
    return "together_with(" + other.id() + ")";
  }

  private List<ModelOutcome> unconfirmed(
      List<ApprovedCandidate> all,
      ApprovedCandidate culprit,
      Map<ModelName, List<ReloadReply>> replies) {
    Function<ApprovedCandidate, String> reason =
        one -> one == culprit ? "reload_not_confirmed" : together(culprit.model());
    return all.stream()
        .map(
            one ->
                takeBack(
                    one.trial(), reason.apply(one), replies.getOrDefault(one.model(), List.of())))
        .toList();
  }

  private ModelOutcome takeBack(
      EvaluatedCandidate trial, String reason, List<ReloadReply> replies) {
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
    record(back(trial, reason).withReload(ReloadReply.toJson(restore)));
    return trial.rolledBack(
        reason, replies, restore, failure(trial, replies, "the alias was put back"));
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
  private boolean putBack(EvaluatedCandidate trial) {
    try {
      putBackOnce(trial);
      return true;
    } catch (InputException first) {
      try {
        putBackOnce(trial);
        return true;
      } catch (InputException again) {
        unfinished = true;
        listener.warning(
            trial.model().id() + ": the former model could not be put back: " + again.getMessage());
        return false;
      }
    }
  }

  private void putBackOnce(EvaluatedCandidate trial) {
    trial
        .champion()
        .ifPresentOrElse(
            champion -> store.restore(trial.model(), champion.content()),
            () -> store.remove(trial.model()));
  }

  private List<ReloadReply> ask(ModelName model, ExpectedModel expected) {
    List<URI> urls = settings.reloadUrls(model);
    return urls.isEmpty() ? List.of(ReloadReply.noUrl()) : reloader.reload(model, urls, expected);
  }

  /** Without a champion there is nothing to ask for: the runtime keeps what it has in memory. */
  private List<ReloadReply> askForChampion(EvaluatedCandidate trial) {
    if (trial.champion().isEmpty()) {
      return List.of();
    }
    List<URI> urls = settings.reloadUrls(trial.model());
    List<ReloadReply> replies =
        urls.isEmpty()
            ? List.of(ReloadReply.noUrl())
            : reloader.restore(trial.model(), urls, trial.champion().get().expected());
    if (!ReloadReply.allAccepted(replies)) {
      listener.warning(
          trial.model().id()
              + ": the former model is back on disk, but not every runtime confirmed it either; run"
              + " reload "
              + trial.model().id());
    }
    return replies;
  }

  private static RatchetException failure(
      EvaluatedCandidate trial, List<ReloadReply> replies, String consequence) {
    StringBuilder message = new StringBuilder(trial.model().id());
    if (ReloadReply.allAccepted(replies)) {
      message.append(": goes with another model that was not confirmed");
    } else {
      message.append(": not confirmed by");
    }
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

  private LedgerEvent forward(LedgerEvent.Kind kind, EvaluatedCandidate trial, String reason) {
    return event(
        kind, trial, trial.championSha256().orElse(null), trial.candidate().sha256(), reason);
  }

  private LedgerEvent back(EvaluatedCandidate trial, String reason) {
    return event(
        LedgerEvent.Kind.ROLLED_BACK,
        trial,
        trial.candidate().sha256(),
        trial.championSha256().orElse(null),
        reason);
  }

  private LedgerEvent event(
      LedgerEvent.Kind kind, EvaluatedCandidate trial, String from, String to, String reason) {
    return LedgerEvent.of(clock.instant(), kind, trial.model(), from, to, reason, settings.author())
        .withGates(GateJson.checks(trial.gates()))
        .withHooks(HookRuns.toJson(trial.hooks()));
  }
}
