package ratchet.promote;

import ratchet.gate.Verdict;
import ratchet.model.ModelName;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.LedgerEvent;

/** What was found of one candidate, before anything is changed. */
sealed interface EvaluationResult {
  /** There is nothing left to do: it is live, or it may not become so. */
  record Settled(ModelOutcome outcome) implements EvaluationResult {}

  /**
   * It is live, but nobody knows whether a runtime serves it.
   *
   * @param since by which the ledger knows of it
   */
  record Unconfirmed(EvaluatedCandidate evaluated, LedgerEvent since) implements EvaluationResult {}

  /** It may go live. */
  record Ready(ApprovedCandidate approved) implements EvaluationResult {}

  /** A candidate that may go live, with the verdict on exactly its bytes. */
  record ApprovedCandidate(Verdict.Passed permit, EvaluatedCandidate evaluated) {
    public ApprovedCandidate {
      if (!permit.candidateSha256().equals(evaluated.candidate().sha256())) {
        throw new IllegalArgumentException("the verdict is about other bytes than the candidate's");
      }
    }

    ModelName model() {
      return evaluated.model();
    }

    String reason() {
      String reason = evaluated.reason(permit);
      return permit.betterThanAnchor().isPresent() ? reason + ",anchor=moved" : reason;
    }
  }
}
