package ratchet.promote;

import ratchet.gate.Verdict;
import ratchet.model.ModelName;

/** A candidate that may go live, with the verdict on exactly its bytes. */
record ApprovedCandidate(Verdict.Passed permit, EvaluatedCandidate evaluated) {
  ApprovedCandidate {
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
