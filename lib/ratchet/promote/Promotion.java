package ratchet.promote;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import ratchet.gate.GateRules;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;
import ratchet.promote.CandidateEvaluator.EvaluationResult;
import ratchet.promote.CandidateEvaluator.EvaluationResult.ApprovedCandidate;
import ratchet.promote.evidence.ChampionEvidence;
import ratchet.promote.hook.PromotionHook;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollout.ConfirmedSwitch;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.store.AliasReader;
import ratchet.store.AliasStore;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.PromotionSettings;

/**
 * Promotes candidates. Each is read once, evaluated by the gates and the hooks, copied over the
 * alias and confirmed by the runtimes; if they do not confirm it, it is rolled back. Models are
 * independent of each other, except those of {@link PromotionSettings#together()}: all of these are
 * promoted, or none.
 *
 * <p>A models folder has one writer at a time: the alias store is locked while aliases change, not
 * while candidates are evaluated. An alias that somebody changed meanwhile is not touched.
 * Candidates that cannot be read, and dry runs, take no lock and write nothing.
 */
public final class Promotion {
  private final PromotionSettings settings;
  private final CandidateEvaluator evaluator;
  private final Reloader reloader;
  private final Clock clock;
  private final PromotionListener listener;
  private final RefusalExplainer explainer;

  /** Explains refusals without a data check. */
  public Promotion(
      PromotionSettings settings,
      GateRules gateRules,
      ChampionEvidence evidence,
      List<PromotionHook> hooks,
      Reloader reloader,
      Clock clock,
      PromotionListener listener) {
    this(settings, gateRules, evidence, hooks, reloader, clock, listener, DataFindings.UNCHECKED);
  }

  /**
   * @param hooks run after the gates, in this order; may be empty
   * @param reloader called only for models with an address
   * @param data called when a candidate is refused, to explain the refusal
   */
  public Promotion(
      PromotionSettings settings,
      GateRules gateRules,
      ChampionEvidence evidence,
      List<PromotionHook> hooks,
      Reloader reloader,
      Clock clock,
      PromotionListener listener,
      DataFindings data) {
    this.settings = settings;
    this.explainer = new RefusalExplainer(new Ledger(settings.paths().ledger()), data);
    this.evaluator =
        new CandidateEvaluator(gateRules, evidence, hooks, settings.paths(), clock, listener);
    this.reloader = reloader;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Promotes the candidates of these models.
   *
   * @param models in the order in which they are promoted; a group that is promoted together is
   *     first
   * @throws InputException when another process holds the lock for too long, or the folder cannot
   *     be repaired; nothing was changed then
   */
  public PromoteReport run(List<ModelName> models) {
    var began = clock.instant();
    List<CandidateFile> group = read(settings.together());
    List<CandidateFile> others =
        read(models.stream().filter(model -> !settings.together().contains(model)).toList());
    boolean touchNothing =
        settings.dryRun()
            || Stream.concat(group.stream(), others.stream())
                .noneMatch(CandidateFile.Usable.class::isInstance);
    List<ModelOutcome> outcomes =
        touchNothing ? run(group, others, new Untouched()) : promote(group, others);
    return new PromoteReport(began, settings.dryRun(), outcomes);
  }

  private List<CandidateFile> read(List<ModelName> models) {
    return models.stream()
        .map(model -> CandidateFile.read(model, settings.paths().candidate(model)))
        .toList();
  }

  private List<ModelOutcome> promote(List<CandidateFile> group, List<CandidateFile> others) {
    Locking stage = new Locking();
    stage.begin();
    return run(group, others, stage);
  }

  private List<ModelOutcome> run(
      List<CandidateFile> group, List<CandidateFile> others, Stage stage) {
    List<ModelOutcome> outcomes = new ArrayList<>();
    together(group, stage).forEach(outcome -> finish(outcome, outcomes));
    for (CandidateFile candidate : others) {
      finish(alone(evaluator.evaluate(candidate, stage), stage), outcomes);
    }
    return outcomes;
  }

  private void finish(ModelOutcome outcome, List<ModelOutcome> outcomes) {
    ModelOutcome explained = explainer.explain(outcome);
    outcomes.add(explained);
    listener.finished(explained);
  }

  private static ModelOutcome alone(EvaluationResult judgement, Stage stage) {
    if (judgement instanceof EvaluationResult.Ready ready) {
      return stage.commit(List.of(ready.approved())).get(0);
    }
    if (judgement instanceof EvaluationResult.Unconfirmed live) {
      return stage.confirm(live);
    }
    return ((EvaluationResult.Settled) judgement).outcome();
  }

  /** Evaluates every candidate of the group before the first is switched. */
  private List<ModelOutcome> together(List<CandidateFile> group, Stage stage) {
    List<EvaluationResult> judgements =
        group.stream().map(candidate -> evaluator.evaluate(candidate, stage)).toList();
    List<ModelOutcome> settled = new ArrayList<>();
    List<ApprovedCandidate> ready = new ArrayList<>();
    for (EvaluationResult judgement : judgements) {
      if (judgement instanceof EvaluationResult.Ready found) {
        ready.add(found.approved());
      } else {
        settled.add(alone(judgement, stage));
      }
    }
    Optional<ModelOutcome> failed =
        settled.stream().filter(outcome -> outcome.failure().isPresent()).findFirst();
    List<ModelOutcome> rest =
        failed.isPresent()
            ? ready.stream()
                .map(one -> heldBack(one.evaluated(), failed.get().model(), stage))
                .toList()
            : ready.isEmpty() ? List.of() : stage.commit(ready);
    return group.stream()
        .map(CandidateFile::model)
        .map(
            model ->
                Stream.concat(settled.stream(), rest.stream())
                    .filter(outcome -> outcome.model() == model)
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static ModelOutcome heldBack(EvaluatedCandidate evaluated, ModelName other, Stage stage) {
    String reason = ConfirmedSwitch.together(other);
    try {
      stage.refused(evaluated, reason);
    } catch (InputException e) {
      return evaluated.skipped(reason, e);
    }
    return evaluated.skipped(
        reason,
        new RefusalException(
            reason,
            evaluated.model().id()
                + ": passed its gates, but is promoted only together with "
                + other.id(),
            "see why "
                + other.id()
                + " is not promoted, or promote "
                + evaluated.model().id()
                + " alone"));
  }

  /** Acts on the results of evaluations. */
  private interface Stage extends CandidateEvaluator.Folder {
    List<ModelOutcome> commit(List<ApprovedCandidate> all);

    ModelOutcome confirm(EvaluationResult.Unconfirmed live);
  }

  /** Changes nothing: the outcomes are those that a real run would have. */
  private final class Untouched implements Stage {
    private final AliasReader aliases = new AliasReader(settings.paths());

    @Override
    public Optional<byte[]> live(ModelName model) {
      return aliases.live(model);
    }

    @Override
    public Optional<LedgerEvent> unconfirmed(ModelName model) {
      return Optional.empty();
    }

    @Override
    public Optional<ModelOutcome> stopped(EvaluatedCandidate evaluated) {
      return new PromotionStops(settings, new Ledger(settings.paths().ledger())).of(evaluated);
    }

    @Override
    public void refused(EvaluatedCandidate evaluated, String reason) {}

    @Override
    public List<ModelOutcome> commit(List<ApprovedCandidate> all) {
      return all.stream().map(this::wouldPromote).toList();
    }

    private ModelOutcome wouldPromote(ApprovedCandidate one) {
      String why = settings.reloadUrls(one.model()).isEmpty() ? "no_url" : "dry_run";
      return one.evaluated()
          .wouldBePromoted(
              one.reason(settings.probation().isPresent()),
              List.of(ReloadReply.skipped(null, why)));
    }

    @Override
    public ModelOutcome confirm(EvaluationResult.Unconfirmed live) {
      return live.evaluated().unchanged(List.of(), Optional.empty());
    }
  }

  /**
   * Evaluates without the lock, so that a rollback need not wait for hooks. Each change takes the
   * lock, and is made only if the alias is still the one that was evaluated.
   */
  private final class Locking implements Stage {
    private final AliasReader aliases = new AliasReader(settings.paths());
    private final Ledger ledger = new Ledger(settings.paths().ledger());

    /** By model, the number of events in the ledger when its evaluation began. */
    private final Map<ModelName, Integer> eventsBefore = new EnumMap<>(ModelName.class);

    /** Repairs what an earlier run left, before anything is evaluated. */
    void begin() {
      try (AliasStore store = opened()) {
        store.warnings().forEach(listener::warning);
      }
    }

    private AliasStore opened() {
      AliasStore store = AliasStore.open(settings, clock);
      store.recovered().forEach(event -> listener.warning(event.recoveryMessage()));
      return store;
    }

    private AliasSwitch switchOf(AliasStore store) {
      return new AliasSwitch(store, reloader, settings, clock, listener);
    }

    @Override
    public Optional<byte[]> live(ModelName model) {
      eventsBefore.put(model, ledger.size());
      return aliases.live(model);
    }

    @Override
    public Optional<LedgerEvent> unconfirmed(ModelName model) {
      return ledger.unconfirmed(model);
    }

    @Override
    public Optional<ModelOutcome> stopped(EvaluatedCandidate evaluated) {
      return new PromotionStops(settings, ledger).of(evaluated);
    }

    @Override
    public void refused(EvaluatedCandidate evaluated, String reason) {
      try (AliasStore store = opened()) {
        switchOf(store).recordRefusal(evaluated, reason);
      }
    }

    @Override
    public List<ModelOutcome> commit(List<ApprovedCandidate> all) {
      List<EvaluatedCandidate> candidates = all.stream().map(ApprovedCandidate::evaluated).toList();
      return act(
          candidates,
          store -> {
            for (EvaluatedCandidate evaluated : candidates) {
              if (isDecidedMeanwhile(store, evaluated.model())) {
                return candidates.stream()
                    .map(one -> decidedMeanwhile(one, evaluated.model()))
                    .toList();
              }
            }
            return switchOf(store).commit(all);
          });
    }

    /** Whether another run has decided meanwhile: both would count the same rows as new. */
    private boolean isDecidedMeanwhile(AliasStore store, ModelName model) {
      int added = store.ledger().size() - eventsBefore.getOrDefault(model, 0);
      return added > 0
          && store.ledger().latest(Optional.empty(), Optional.empty(), added).stream()
              .anyMatch(event -> event.model() == model && event.gates() != null);
    }

    private ModelOutcome decidedMeanwhile(EvaluatedCandidate evaluated, ModelName decided) {
      return evaluated.skipped(
          "decided_meanwhile",
          new InputException(
              decided.id() + ": another candidate was decided on while this one was evaluated",
              "promote again; the rows that the other decision used then count as used"));
    }

    @Override
    public ModelOutcome confirm(EvaluationResult.Unconfirmed live) {
      return act(
              List.of(live.evaluated()),
              store -> List.of(switchOf(store).confirmLive(live.evaluated(), live.since())))
          .get(0);
    }

    private List<ModelOutcome> act(
        List<EvaluatedCandidate> candidates, Function<AliasStore, List<ModelOutcome>> act) {
      AliasStore store;
      try {
        store = opened();
      } catch (InputException e) {
        return candidates.stream()
            .map(evaluated -> evaluated.skipped("models_folder_not_opened", e))
            .toList();
      }
      try (store) {
        for (EvaluatedCandidate evaluated : candidates) {
          if (!store.liveSha256(evaluated.model()).equals(evaluated.championSha256())) {
            return candidates.stream()
                .map(one -> changedMeanwhile(one, evaluated.model()))
                .toList();
          }
          Optional<ModelOutcome> stopped =
              new PromotionStops(settings, store.ledger()).of(evaluated);
          if (stopped.isPresent() && !evaluated.isLiveAlready()) {
            return candidates.stream()
                .map(
                    one ->
                        one == evaluated
                            ? stopped.get()
                            : one.skipped(
                                ConfirmedSwitch.together(evaluated.model()),
                                stopped.get().failure().orElseThrow()))
                .toList();
          }
        }
        return act.apply(store);
      }
    }

    private ModelOutcome changedMeanwhile(EvaluatedCandidate evaluated, ModelName changed) {
      return evaluated.skipped(
          "alias_changed_meanwhile",
          new InputException(
              changed.id() + ": the alias was changed while the candidate was compared with it",
              "see who changed it with history --model " + changed.id() + ", then promote again"));
    }
  }
}
