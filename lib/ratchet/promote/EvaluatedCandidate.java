package ratchet.promote;

import java.util.List;
import java.util.Optional;
import ratchet.gate.Check;
import ratchet.gate.HookOutcome.HookState;
import ratchet.gate.Verdict;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.RatchetException;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollout.ChampionFile;
import ratchet.promote.rollout.HookResult;
import ratchet.promote.rollout.ModelOutcome;

/**
 * A candidate with the results of its evaluation so far; makes its {@link ModelOutcome}.
 *
 * @param champion the live version; empty when there is none
 */
record EvaluatedCandidate(
    CandidateFile.Usable candidate,
    Optional<ChampionFile> champion,
    List<Check> gates,
    List<HookResult> hooks) {
  static EvaluatedCandidate begin(CandidateFile.Usable candidate, Optional<ChampionFile> champion) {
    return new EvaluatedCandidate(candidate, champion, List.of(), List.of());
  }

  EvaluatedCandidate judged(Verdict verdict, List<HookResult> results) {
    return new EvaluatedCandidate(candidate, champion, verdict.checks(), results);
  }

  ModelName model() {
    return candidate.model();
  }

  Optional<String> championSha256() {
    return champion.map(ChampionFile::sha256);
  }

  boolean isLiveAlready() {
    return championSha256().equals(Optional.of(candidate.sha256()));
  }

  Optional<HookResult> refusingHook() {
    return hooks.stream().filter(hook -> !hook.passed()).findFirst();
  }

  /** The reason of the gates, with {@code hooks=absent} where no hook applied. */
  String reason(Verdict.Passed permit) {
    boolean asked = hooks.stream().anyMatch(hook -> hook.state() != HookState.NOT_APPLICABLE);
    return permit.reason() + (asked ? "" : ",hooks=absent");
  }

  /** A copy with another version as the one that was live before. */
  EvaluatedCandidate over(Optional<ChampionFile> former) {
    return new EvaluatedCandidate(candidate, former, gates, hooks);
  }

  /**
   * @param replies of the runtimes, where they had to be asked
   * @param failure set when a runtime does not serve it
   */
  ModelOutcome unchanged(List<ReloadReply> replies, Optional<RatchetException> failure) {
    return outcome(ModelOutcome.State.UNCHANGED, "", championSha256(), replies, List.of(), failure);
  }

  ModelOutcome skipped(String reason, RatchetException failure) {
    return outcome(
        ModelOutcome.State.SKIPPED,
        reason,
        championSha256(),
        List.of(),
        List.of(),
        Optional.of(failure));
  }

  /**
   * The outcome of a switch during which a file could not be written.
   *
   * @param live the version that is live now, read from the alias; it is the candidate where that
   *     could not be undone
   */
  ModelOutcome failed(
      String reason, Optional<String> live, List<ReloadReply> restore, InputException failure) {
    if (!live.equals(Optional.of(candidate.sha256()))) {
      return outcome(
          ModelOutcome.State.SKIPPED, reason, live, List.of(), restore, Optional.of(failure));
    }
    InputException truth =
        new InputException(
            model().id()
                + ": the alias was changed to "
                + Digest.abbreviate(candidate.sha256())
                + ", could not be restored, and is not in the ledger: "
                + failure.getMessage(),
            failure.remedy() + "; the next run records it and asks the runtimes to confirm it",
            failure);
    return outcome(ModelOutcome.State.OK, reason, live, List.of(), restore, Optional.of(truth));
  }

  /** The candidate is live; a failure says that a runtime does not serve it. */
  ModelOutcome promoted(
      String reason, List<ReloadReply> replies, Optional<RatchetException> failure) {
    return outcome(
        ModelOutcome.State.OK,
        reason,
        Optional.of(candidate.sha256()),
        replies,
        List.of(),
        failure);
  }

  /** The outcome of a dry run for a candidate that passed. */
  ModelOutcome wouldBePromoted(String reason, List<ReloadReply> replies) {
    return outcome(
        ModelOutcome.State.OK, reason, championSha256(), replies, List.of(), Optional.empty());
  }

  ModelOutcome rolledBack(
      String reason,
      List<ReloadReply> replies,
      List<ReloadReply> restore,
      RatchetException failure) {
    return outcome(
        ModelOutcome.State.ROLLED_BACK,
        reason,
        championSha256(),
        replies,
        restore,
        Optional.of(failure));
  }

  private ModelOutcome outcome(
      ModelOutcome.State state,
      String reason,
      Optional<String> live,
      List<ReloadReply> replies,
      List<ReloadReply> restore,
      Optional<RatchetException> failure) {
    return new ModelOutcome(
        model(),
        state,
        reason,
        championSha256(),
        Optional.of(candidate.sha256()),
        live,
        gates,
        hooks,
        replies,
        restore,
        failure,
        Optional.empty());
  }
}
