package ratchet.promote;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.gate.CheckJson;
import ratchet.gate.Verdict;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.model.UnconfirmedException;
import ratchet.promote.CandidateEvaluator.EvaluationResult.ApprovedCandidate;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollout.AliasChange;
import ratchet.promote.rollout.AnchorChange;
import ratchet.promote.rollout.ChampionFile;
import ratchet.promote.rollout.ConfirmedSwitch;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.promote.rollout.SwitchResult;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;

/**
 * Makes candidates live through a {@link ConfirmedSwitch}. It accepts only candidates with a {@link
 * Verdict.Passed} about exactly their bytes.
 */
final class AliasSwitch {
  private final AliasStore store;
  private final PromotionSettings settings;
  private final Clock clock;
  private final PromotionListener listener;
  private final ConfirmedSwitch machine;

  AliasSwitch(
      AliasStore store,
      Reloader reloader,
      PromotionSettings settings,
      Clock clock,
      PromotionListener listener) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.machine =
        new ConfirmedSwitch(
            ConfirmedSwitch.Purpose.PROMOTION, store, reloader, settings, clock, listener);
  }

  /**
   * Switches all of the candidates, or none.
   *
   * @return one per candidate, in their order
   */
  List<ModelOutcome> commit(List<ApprovedCandidate> all) {
    List<SwitchResult> results =
        machine.run(
            all.stream()
                .map(
                    one ->
                        change(one.evaluated(), true, reason(one), one.permit().betterThanAnchor()))
                .toList());
    List<ModelOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      ApprovedCandidate one = all.get(i);
      if (results.get(i) instanceof SwitchResult.Confirmed confirmed) {
        if (settings.probation().isEmpty()) {
          one.permit().betterThanAnchor().ifPresent(why -> anchor(one, why));
        }
        outcomes.add(one.evaluated().promoted(reason(one), confirmed.replies(), Optional.empty()));
      } else {
        outcomes.add(notConfirmed(one.evaluated(), results.get(i)));
      }
    }
    return outcomes;
  }

  private String reason(ApprovedCandidate one) {
    return one.reason(settings.probation().isPresent());
  }

  /** If the anchor cannot be recorded, the former one stays, which is the stricter one. */
  private void anchor(ApprovedCandidate better, String why) {
    try {
      new AnchorChange(store, settings, clock)
          .enter(better.model(), better.evaluated().candidate().sha256(), why);
    } catch (InputException e) {
      listener.warning(better.model().id() + ": the former anchor stays: " + e.getMessage());
    }
  }

  /**
   * Asks the runtimes to confirm a version that is already live and that none has confirmed yet.
   *
   * @param before the event by which the version became live
   */
  ModelOutcome confirmLive(EvaluatedCandidate live, LedgerEvent before) {
    EvaluatedCandidate evaluated;
    try {
      evaluated = live.over(former(live, before));
    } catch (InputException e) {
      return live.skipped("former_version_missing", e);
    }
    boolean known = before.fromSha256() != null || before.event() != LedgerEvent.Kind.RECOVERED;
    SwitchResult result =
        machine.confirm(change(evaluated, known, "confirmed_later", Optional.empty()));
    if (result instanceof SwitchResult.Confirmed confirmed) {
      return live.unchanged(confirmed.replies(), Optional.empty());
    }
    if (result instanceof SwitchResult.Kept kept && !known) {
      return live.unchanged(
          kept.replies(), Optional.of(failure(evaluated.model(), kept.replies(), kept.why())));
    }
    return notConfirmed(evaluated, result);
  }

  private ModelOutcome notConfirmed(EvaluatedCandidate evaluated, SwitchResult result) {
    if (result instanceof SwitchResult.Undone undone) {
      return evaluated.failed(
          undone.reason(), store.liveSha256(evaluated.model()), undone.restore(), undone.failure());
    }
    if (result instanceof SwitchResult.NotRecorded unwritten) {
      return evaluated.promoted(
          "ledger_not_written", unwritten.replies(), Optional.of(unwritten.failure()));
    }
    if (result instanceof SwitchResult.Kept kept) {
      return evaluated.promoted(
          kept.reason(),
          kept.replies(),
          Optional.of(failure(evaluated.model(), kept.replies(), kept.why())));
    }
    SwitchResult.TakenBack back = (SwitchResult.TakenBack) result;
    return evaluated.rolledBack(
        back.reason(),
        back.replies(),
        back.restore(),
        failure(
            evaluated.model(),
            back.replies(),
            evaluated.champion().isPresent()
                ? "the former version was restored"
                : "the alias was removed, because there was none before"));
  }

  private AliasChange change(
      EvaluatedCandidate evaluated,
      boolean beforeIsKnown,
      String reason,
      Optional<String> betterThanAnchor) {
    return new AliasChange(
        evaluated.model(),
        evaluated.champion(),
        beforeIsKnown,
        evaluated.candidate().loaded(),
        evaluated.candidate().content(),
        reason,
        CheckJson.checks(evaluated.gates()),
        HookRuns.toJson(evaluated.hooks()),
        settings
            .probation()
            .map(window -> LedgerEvent.probationDetails(window, betterThanAnchor))
            .orElse(null));
  }

  /** The version before; empty when there was none. */
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
                                    + " is not in the archive, so this one could not be rolled"
                                    + " back if no runtime confirms it",
                                "restore "
                                    + AliasReader.version(settings.paths(), model, sha256)
                                    + ", or run reload "
                                    + model.id())))
        .map(content -> ChampionFile.of(model, content));
  }

  /** Appends a refusal to the ledger, so that repeated attempts are visible. */
  void recordRefusal(EvaluatedCandidate evaluated, String reason) {
    store
        .ledger()
        .append(
            LedgerEvent.of(
                    clock.instant(),
                    LedgerEvent.Kind.REFUSED,
                    evaluated.model(),
                    evaluated.championSha256().orElse(null),
                    evaluated.candidate().sha256(),
                    reason,
                    settings.author())
                .withGates(CheckJson.checks(evaluated.gates()))
                .withHooks(HookRuns.toJson(evaluated.hooks()))
                .withCreated(evaluated.candidate().loaded().file().header().created()));
  }

  private static RatchetException failure(
      ModelName model, List<ReloadReply> replies, String consequence) {
    StringBuilder message = new StringBuilder(model.id());
    if (ReloadReply.allAccepted(replies)) {
      message.append(": is promoted together with another model that was not confirmed");
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
        "check that the runtime runs there and reads this alias, then promote again; to change the"
            + " address, set "
            + model.environmentName("RELOAD_URL")
            + " or --reload-url; an empty address means that no runtime has to confirm");
  }
}
