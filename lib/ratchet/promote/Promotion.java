package ratchet.promote;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import ratchet.gate.Check;
import ratchet.gate.GateBook;
import ratchet.gate.Verdict;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;

/**
 * Takes candidates to production, each by itself: read once, loaded, compared with what is live,
 * judged by the gates and the hooks, copied over the alias, reloaded, confirmed; or left alone, or
 * taken back.
 *
 * <p>One run at a time in a models folder: the alias store holds its lock. Candidates that cannot
 * be read, and dry runs, take no lock and write nothing.
 */
public final class Promotion {
  private final PromotionSettings settings;
  private final GateBook book;
  private final ChampionEvidence evidence;
  private final HookRuns hooks;
  private final Reloader reloader;
  private final Clock clock;
  private final PromotionListener listener;

  /**
   * @param hooks asked after the gates, in this order; none is said in the reason
   * @param reloader asked only for models with an address
   */
  public Promotion(
      PromotionSettings settings,
      GateBook book,
      ChampionEvidence evidence,
      List<PromotionHook> hooks,
      Reloader reloader,
      Clock clock,
      PromotionListener listener) {
    this.settings = settings;
    this.book = book;
    this.evidence = evidence;
    this.hooks = new HookRuns(hooks, settings.paths());
    this.reloader = reloader;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param models in the order in which they are promoted
   * @throws InputException when another promotion holds the lock for too long, or what an earlier
   *     one left cannot be mended; nothing was changed then
   */
  public PromoteReport run(List<ModelName> models) {
    var began = clock.instant();
    List<CandidateFile> candidates =
        models.stream()
            .map(model -> CandidateFile.read(model, settings.paths().candidate(model)))
            .toList();
    boolean touchNothing =
        settings.dryRun() || candidates.stream().noneMatch(CandidateFile.Usable.class::isInstance);
    List<ModelOutcome> outcomes = touchNothing ? preview(candidates) : promote(candidates);
    return new PromoteReport(began, settings.dryRun(), outcomes);
  }

  private List<ModelOutcome> preview(List<CandidateFile> candidates) {
    AliasReader aliases = new AliasReader(settings.paths());
    return each(candidates, aliases::live, trial -> judge(trial, Optional.empty()));
  }

  private List<ModelOutcome> promote(List<CandidateFile> candidates) {
    try (AliasStore store =
        AliasStore.open(settings.paths(), settings.lockTimeout(), clock, settings.author())) {
      store.recovered().forEach(event -> listener.warning(Recovered.sentence(event)));
      AliasSwitch toAlias = new AliasSwitch(store, reloader, settings, clock, listener);
      return each(candidates, store::live, trial -> judge(trial, Optional.of(toAlias)));
    }
  }

  private List<ModelOutcome> each(
      List<CandidateFile> candidates,
      Function<ModelName, Optional<byte[]>> live,
      Function<Trial, ModelOutcome> judgement) {
    List<ModelOutcome> outcomes = new ArrayList<>();
    for (CandidateFile candidate : candidates) {
      ModelOutcome outcome = one(candidate, live, judgement);
      outcomes.add(outcome);
      listener.finished(outcome);
    }
    return outcomes;
  }

  private ModelOutcome one(
      CandidateFile candidate,
      Function<ModelName, Optional<byte[]>> live,
      Function<Trial, ModelOutcome> judgement) {
    ModelName model = candidate.model();
    Optional<ChampionFile> champion;
    try {
      champion = live.apply(model).map(content -> ChampionFile.of(model, content));
    } catch (InputException e) {
      return ModelOutcome.untried(model, "alias_unreadable", Optional.empty(), e);
    }
    if (candidate instanceof CandidateFile.Unusable unusable) {
      return ModelOutcome.untried(
          model, unusable.reason(), champion.map(ChampionFile::sha256), unusable.failure());
    }
    champion.flatMap(ChampionFile::problem).ifPresent(this::warnOfChampion);
    Trial trial = Trial.begin((CandidateFile.Usable) candidate, champion);
    return trial.isLiveAlready() ? trial.unchanged() : judgement.apply(trial);
  }

  private void warnOfChampion(String problem) {
    listener.warning("what is live does not load and cannot be compared with: " + problem);
  }

  /**
   * @param toAlias empty in a dry run
   */
  private ModelOutcome judge(Trial begun, Optional<AliasSwitch> toAlias) {
    Verdict verdict =
        book.judge(evidence.gather(begun.candidate().loaded(), begun.champion(), clock.instant()));
    Trial gated = begun.judged(verdict);
    if (!(verdict instanceof Verdict.Passed permit)) {
      return refuse(gated, verdict.reason(), gatesMessage(gated), toAlias);
    }
    Trial trial = gated.after(hooks.run(gated.candidate()));
    Optional<String> hookRefusal = HookRuns.refusal(trial.hooks());
    if (hookRefusal.isPresent()) {
      return refuse(trial, hookRefusal.get(), hookMessage(trial), toAlias);
    }
    if (!trial.candidate().isUnchanged()) {
      return trial.skipped("candidate_changed", changedMeanwhile(trial));
    }
    return toAlias
        .map(aliases -> aliases.commit(permit, trial))
        .orElseGet(() -> wouldPromote(permit, trial));
  }

  private ModelOutcome refuse(
      Trial trial, String reason, String message, Optional<AliasSwitch> toAlias) {
    try {
      toAlias.ifPresent(aliases -> aliases.recordRefusal(trial, reason));
    } catch (InputException e) {
      return trial.skipped(reason, e);
    }
    return trial.skipped(
        reason,
        new RefusalException(
            reason,
            message,
            "train on more or better data; promote --explain-gates shows what is asked for"));
  }

  private ModelOutcome wouldPromote(Verdict.Passed permit, Trial trial) {
    String why = settings.reloadUrls(trial.model()).isEmpty() ? "no_url" : "dry_run";
    return trial.wouldBePromoted(trial.reason(permit), List.of(ReloadReply.skipped(null, why)));
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
