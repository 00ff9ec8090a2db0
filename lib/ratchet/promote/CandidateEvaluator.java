package ratchet.promote;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ratchet.gate.Check;
import ratchet.gate.Evidence;
import ratchet.gate.GateRules;
import ratchet.gate.HookOutcome.HookState;
import ratchet.gate.Measurement;
import ratchet.gate.Verdict;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;
import ratchet.promote.CandidateEvaluator.EvaluationResult.ApprovedCandidate;
import ratchet.promote.evidence.ChampionEvidence;
import ratchet.promote.hook.PromotionHook;
import ratchet.promote.rollout.ChampionFile;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;

/** Evaluates one candidate with the gates and the hooks. Changes no alias. */
final class CandidateEvaluator {
  /** What the evaluation requires of a models folder. */
  interface Folder {
    Optional<byte[]> live(ModelName model);

    /** See {@link Ledger#unconfirmed}. */
    Optional<LedgerEvent> unconfirmed(ModelName model);

    /** Whether the model is on hold, or the version was rolled back before. */
    Optional<ModelOutcome> stopped(EvaluatedCandidate evaluated);

    /** Records a refusal, or does nothing in a dry run. */
    void refused(EvaluatedCandidate evaluated, String reason);
  }

  private static final int LONGEST_LINE = 200;
  private static final Measurement HOOK_PASSED = new Measurement.Text(HookState.PASSED.id());

  private final GateRules gateRules;
  private final ChampionEvidence evidence;
  private final List<PromotionHook> hooks;
  private final ModelPaths paths;
  private final Clock clock;
  private final PromotionListener listener;

  CandidateEvaluator(
      GateRules gateRules,
      ChampionEvidence evidence,
      List<PromotionHook> hooks,
      ModelPaths paths,
      Clock clock,
      PromotionListener listener) {
    this.gateRules = gateRules;
    this.evidence = evidence;
    this.hooks = List.copyOf(hooks);
    this.paths = paths;
    this.clock = clock;
    this.listener = listener;
  }

  EvaluationResult evaluate(CandidateFile candidate, Folder folder) {
    ModelName model = candidate.model();
    Optional<ChampionFile> champion;
    try {
      champion = folder.live(model).map(content -> ChampionFile.of(model, content));
    } catch (InputException e) {
      return new EvaluationResult.Settled(
          ModelOutcome.untried(model, "alias_unreadable", Optional.empty(), e));
    }
    if (candidate instanceof CandidateFile.Unusable unusable) {
      Optional<String> live = champion.map(ChampionFile::sha256);
      return new EvaluationResult.Settled(
          ModelOutcome.untried(model, unusable.reason(), live, unusable.failure()));
    }
    if (candidate instanceof CandidateFile.Malformed malformed) {
      return new EvaluationResult.Settled(refuse(malformed, champion));
    }
    champion.flatMap(ChampionFile::problem).ifPresent(problem -> warnOfChampion(model, problem));
    EvaluatedCandidate evaluated =
        EvaluatedCandidate.begin((CandidateFile.Usable) candidate, champion);
    if (evaluated.isLiveAlready()) {
      return alreadyLive(evaluated, folder);
    }
    Optional<ModelOutcome> stopped = folder.stopped(evaluated);
    return stopped.isPresent()
        ? new EvaluationResult.Settled(stopped.get())
        : applyGates(evaluated, folder);
  }

  private ModelOutcome refuse(CandidateFile.Malformed candidate, Optional<ChampionFile> champion) {
    List<Check> gates = gateRules.malformed(candidate.model(), candidate.found());
    return ModelOutcome.malformed(
        candidate.model(),
        gates.stream().filter(check -> !check.passed()).findFirst().orElseThrow().reason(),
        champion.map(ChampionFile::sha256),
        gates,
        candidate.failure());
  }

  private void warnOfChampion(ModelName model, String problem) {
    listener.warning(
        model.id()
            + ": the live version does not load ("
            + problem
            + "), so nothing is compared with it");
  }

  private static EvaluationResult alreadyLive(EvaluatedCandidate evaluated, Folder folder) {
    return folder
        .unconfirmed(evaluated.model())
        .<EvaluationResult>map(since -> new EvaluationResult.Unconfirmed(evaluated, since))
        .orElseGet(
            () -> new EvaluationResult.Settled(evaluated.unchanged(List.of(), Optional.empty())));
  }

  private EvaluationResult applyGates(EvaluatedCandidate begun, Folder folder) {
    Evidence found;
    try {
      found = evidence.gather(begun.candidate().loaded(), begun.champion(), clock.instant());
    } catch (InputException e) {
      return new EvaluationResult.Settled(begun.skipped("evidence_unreadable", e));
    }
    HookRuns asked = new HookRuns(hooks, paths, begun);
    Verdict verdict;
    try {
      verdict = gateRules.evaluate(found.with(asked));
    } catch (InputException e) {
      return new EvaluationResult.Settled(begun.skipped("hooks_not_asked", e));
    }
    EvaluatedCandidate evaluated = begun.judged(verdict, asked.results());
    if (!(verdict instanceof Verdict.Passed permit)) {
      return refuse(evaluated, verdict.reason(), folder);
    }
    return evaluated.candidate().isUnchanged()
        ? new EvaluationResult.Ready(new ApprovedCandidate(permit, evaluated))
        : new EvaluationResult.Settled(
            evaluated.skipped("candidate_changed", changedMeanwhile(evaluated)));
  }

  private static EvaluationResult refuse(
      EvaluatedCandidate evaluated, String reason, Folder folder) {
    Optional<String> unreadable = evaluated.champion().flatMap(ChampionFile::problem);
    try {
      folder.refused(evaluated, unreadable.isPresent() ? "live_file_unreadable" : reason);
    } catch (InputException e) {
      return new EvaluationResult.Settled(evaluated.skipped(reason, e));
    }
    if (unreadable.isPresent()) {
      return new EvaluationResult.Settled(
          evaluated.skipped(
              "live_file_unreadable", unreadableLive(evaluated, unreadable.get(), reason)));
    }
    RefusalException failure =
        evaluated
            .refusingHook()
            .map(hook -> refusedBy(hook, evaluated, reason))
            .orElseGet(() -> refusedByGates(evaluated, reason));
    return new EvaluationResult.Settled(evaluated.skipped(reason, failure));
  }

  private static RefusalException unreadableLive(
      EvaluatedCandidate evaluated, String problem, String reason) {
    String model = evaluated.model().id();
    return new RefusalException(
        "live_file_unreadable",
        model
            + ": the live version does not load ("
            + problem
            + "), so the candidate cannot be compared with it ("
            + reason
            + ")",
        "run: rollback " + model);
  }

  private static RefusalException refusedByGates(EvaluatedCandidate evaluated, String reason) {
    String sentences =
        evaluated.gates().stream()
            .filter(check -> !check.passed())
            .flatMap(Check::leaves)
            .filter(check -> !check.passed())
            .map(Check::sentence)
            .collect(Collectors.joining("; "));
    return new RefusalException(
        reason, evaluated.model().id() + ": refused by " + sentences, remedy(evaluated, reason));
  }

  private static String remedy(EvaluatedCandidate evaluated, String reason) {
    if (reason.startsWith("wait_for_rows")) {
      return "wait until that many rows are logged that no earlier decision has used, or accept the"
          + " risk with --accept-inconclusive";
    }
    if (reason.startsWith("not_comparable(anchor")) {
      return "set an anchor that is in the archive: anchor "
          + evaluated.model().id()
          + " --set SHA";
    }
    if (reason.contains("_worse_than_anchor")) {
      return "small losses have added up since the anchor: train on more or better data; anchor "
          + evaluated.model().id()
          + " shows from which version they are counted";
    }
    if (reason.contains("_worse_than_confirmed")) {
      return "the live version is on probation, so the candidate is also compared with the last"
          + " confirmed one: train on more or better data; history --model "
          + evaluated.model().id()
          + " shows both";
    }
    if (reason.startsWith("not_comparable(confirmed")) {
      return "restore that version's file from a backup of the models folder, or wait until watch "
          + evaluated.model().id()
          + " has confirmed the live version";
    }
    if (reason.startsWith("inconclusive")) {
      return "wait for more rows that neither model was fitted on, or accept the risk with"
          + " --accept-inconclusive";
    }
    if (reason.startsWith("evidence_missing")) {
      return "name the log with --db FILE, or use --on-paper to decide by the metrics in the files";
    }
    if (reason.startsWith("not_comparable")) {
      return "restore a version that can be compared (rollback "
          + evaluated.model().id()
          + "), or use --on-paper to decide by the metrics in the files";
    }
    if (reason.startsWith("metric_not_reproduced") || reason.startsWith("metrics_not_repro")) {
      return "train again from the database that promote reads; do not edit a model file by hand";
    }
    // hooks run last: if only a hook refuses and it has no result, it is missing
    boolean hookIsMissing =
        evaluated.gates().stream()
            .filter(check -> !check.passed())
            .allMatch(check -> HOOK_PASSED.equals(check.required()));
    return hookIsMissing
        ? "the gates require that hook: name a command for it (promote --help), or give the"
            + " built-in one a database with decisions"
        : "train on more or better data; promote --explain-gates shows what is required";
  }

  private static RefusalException refusedBy(
      HookResult hook, EvaluatedCandidate evaluated, String reason) {
    String message =
        evaluated.model().id()
            + ": "
            + hook.name()
            + " "
            + hook.state().id()
            + (hook.exit().isPresent() ? "(" + hook.exit().getAsInt() + ")" : "");
    String last = lastLine(hook.tail());
    return new RefusalException(
        reason,
        last.isEmpty() ? message : message + ", its output ends in: " + last,
        hook.state() == HookState.ABSENT
            ? "install the program of the hook, or name another with --" + hook.name() + "-command"
            : "run the hook by itself to see its output, or train on more or better data");
  }

  /** The last line; the JSON, the JUnit report and the ledger hold more of the output. */
  private static String lastLine(String output) {
    String last =
        output.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce("", (a, b) -> b);
    return last.length() <= LONGEST_LINE ? last : last.substring(0, LONGEST_LINE) + " ...";
  }

  private static InputException changedMeanwhile(EvaluatedCandidate evaluated) {
    return new InputException(
        evaluated.candidate().path() + " was written to while it was evaluated",
        "wait until the trainer is done, then promote again");
  }

  /** The result of the evaluation, before anything is changed. */
  sealed interface EvaluationResult {
    /** Nothing is left to do: the candidate is live already, or is not promoted. */
    record Settled(ModelOutcome outcome) implements EvaluationResult {}

    /**
     * The candidate is live, but no runtime has confirmed it.
     *
     * @param since the event by which it became live
     */
    record Unconfirmed(EvaluatedCandidate evaluated, LedgerEvent since)
        implements EvaluationResult {}

    /** The candidate passed and may be switched. */
    record Ready(ApprovedCandidate approved) implements EvaluationResult {}

    /** A candidate that passed, with the verdict about exactly its bytes. */
    record ApprovedCandidate(Verdict.Passed permit, EvaluatedCandidate evaluated) {
      public ApprovedCandidate {
        if (!permit.candidateSha256().equals(evaluated.candidate().sha256())) {
          throw new IllegalArgumentException(
              "the verdict is about other bytes than the candidate's");
        }
      }

      ModelName model() {
        return evaluated.model();
      }

      /**
       * The reason for the ledger.
       *
       * @param onProbation whether it starts on probation: it becomes the anchor only afterwards
       */
      String reason(boolean onProbation) {
        String reason = evaluated.reason(permit);
        return permit.betterThanAnchor().isPresent()
            ? reason + (onProbation ? ",anchor=when_confirmed" : ",anchor=moved")
            : reason;
      }
    }
  }
}
