package ratchet.promote;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import ratchet.gate.Check;
import ratchet.gate.Evidence;
import ratchet.gate.GateBook;
import ratchet.gate.Verdict;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;

/** Holds one candidate against what is live, the gates and the hooks. Changes nothing. */
final class Jury {
  /** What the jury asks of a models folder. */
  interface Folder {
    Optional<byte[]> live(ModelName model);

    /** See {@link UnconfirmedSwitch}. */
    Optional<LedgerEvent> unconfirmed(ModelName model);

    /** Remembers a refusal. */
    void refused(Trial trial, String reason);
  }

  private final GateBook book;
  private final ChampionEvidence evidence;
  private final HookRuns hooks;
  private final Clock clock;
  private final PromotionListener listener;

  Jury(
      GateBook book,
      ChampionEvidence evidence,
      HookRuns hooks,
      Clock clock,
      PromotionListener listener) {
    this.book = book;
    this.evidence = evidence;
    this.hooks = hooks;
    this.clock = clock;
    this.listener = listener;
  }

  Judgement judge(CandidateFile candidate, Folder folder) {
    ModelName model = candidate.model();
    Optional<ChampionFile> champion;
    try {
      champion = folder.live(model).map(content -> ChampionFile.of(model, content));
    } catch (InputException e) {
      return new Judgement.Settled(
          ModelOutcome.untried(model, "alias_unreadable", Optional.empty(), e));
    }
    if (candidate instanceof CandidateFile.Unusable unusable) {
      Optional<String> live = champion.map(ChampionFile::sha256);
      return new Judgement.Settled(
          ModelOutcome.untried(model, unusable.reason(), live, unusable.failure()));
    }
    champion.flatMap(ChampionFile::problem).ifPresent(this::warnOfChampion);
    Trial trial = Trial.begin((CandidateFile.Usable) candidate, champion);
    return trial.isLiveAlready() ? alreadyLive(trial, folder) : weigh(trial, folder);
  }

  private void warnOfChampion(String problem) {
    listener.warning("what is live does not load and cannot be compared with: " + problem);
  }

  private static Judgement alreadyLive(Trial trial, Folder folder) {
    return folder
        .unconfirmed(trial.model())
        .<Judgement>map(since -> new Judgement.Unconfirmed(trial, since))
        .orElseGet(() -> new Judgement.Settled(trial.unchanged(List.of())));
  }

  private Judgement weigh(Trial begun, Folder folder) {
    Evidence found;
    try {
      found = evidence.gather(begun.candidate().loaded(), begun.champion(), clock.instant());
    } catch (InputException e) {
      return new Judgement.Settled(begun.skipped("evidence_unreadable", e));
    }
    Verdict verdict = book.judge(found);
    Trial gated = begun.judged(verdict);
    if (!(verdict instanceof Verdict.Passed permit)) {
      return refuse(gated, verdict.reason(), Jury::gatesMessage, folder);
    }
    Trial trial = gated.after(hooks.run(gated.candidate()));
    Optional<String> hookRefusal = HookRuns.refusal(trial.hooks());
    if (hookRefusal.isPresent()) {
      return refuse(trial, hookRefusal.get(), Jury::hookMessage, folder);
    }
    return trial.candidate().isUnchanged()
        ? new Judgement.Ready(new Permitted(permit, trial))
        : new Judgement.Settled(trial.skipped("candidate_changed", changedMeanwhile(trial)));
  }

  private static Judgement refuse(
      Trial trial, String reason, Function<Trial, String> message, Folder folder) {
    try {
      folder.refused(trial, reason);
    } catch (InputException e) {
      return new Judgement.Settled(trial.skipped(reason, e));
    }
    return new Judgement.Settled(
        trial.skipped(
            reason,
            new RefusalException(
                reason,
                message.apply(trial),
                reason.startsWith("inconclusive")
                    ? "wait for more rows that neither model has seen, or take the risk with"
                        + " --accept-inconclusive"
                    : "train on more or better data; promote --explain-gates shows what is asked"
                        + " for")));
  }

  private static String gatesMessage(Trial trial) {
    return trial.model().id()
        + ": refused by "
        + trial.gates().stream()
            .filter(check -> !check.passed())
            .flatMap(Check::leaves)
            .filter(check -> !check.passed())
            .map(Check::sentence)
            .collect(Collectors.joining("; "));
  }

  private static String hookMessage(Trial trial) {
    CommandHookResult last = trial.hooks().get(trial.hooks().size() - 1);
    String tail = last.tail().strip();
    return trial.model().id()
        + ": "
        + last.name()
        + " "
        + last.state().id()
        + (tail.isEmpty() ? "" : ", its output ends in: " + tail);
  }

  private static InputException changedMeanwhile(Trial trial) {
    return new InputException(
        trial.candidate().path() + " was written to while it was judged",
        "wait until the trainer is done, then promote again");
  }
}
