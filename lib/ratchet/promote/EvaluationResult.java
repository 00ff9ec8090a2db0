package ratchet.promote;

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
}
