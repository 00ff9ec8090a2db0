package ratchet.promote;

import java.util.List;
import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;
import ratchet.model.ModelWriter;
import ratchet.model.RefusalException;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AliasReader;
import ratchet.store.Ledger;
import ratchet.store.PromotionHolds;
import ratchet.store.PromotionSettings;

/** Stops a candidate before any gate: a hold on the model, or an earlier rollback of it. */
record PromotionStops(PromotionSettings settings, Ledger ledger) {
  /** How many of the last rolled-back versions are compared with the candidate's fit. */
  private static final int FITS_COMPARED = 50;

  /** The outcome of a candidate that is stopped; empty when it may be evaluated. */
  Optional<ModelOutcome> of(EvaluatedCandidate evaluated) {
    ModelName model = evaluated.model();
    try {
      return ledger
          .held(model)
          .map(PromotionHolds::description)
          .map(
              reason ->
                  stopped(
                      evaluated,
                      reason,
                      model.id() + " is on hold: " + reason,
                      "run hold " + model.id() + " --release when the reason no longer applies"))
          .or(() -> settings.evenIfRolledBack() ? Optional.empty() : rolledBack(evaluated));
    } catch (InputException e) {
      return Optional.of(evaluated.skipped("ledger_unreadable", e));
    }
  }

  private Optional<ModelOutcome> rolledBack(EvaluatedCandidate evaluated) {
    List<String> withdrawn = ledger.withdrawn(evaluated.model());
    String sha256 = evaluated.candidate().sha256();
    Optional<String> same =
        withdrawn.contains(sha256)
            ? Optional.of(sha256)
            : withdrawn
                .subList(Math.max(0, withdrawn.size() - FITS_COMPARED), withdrawn.size())
                .stream()
                .filter(former -> isSameFit(evaluated, former))
                .findFirst();
    return same.map(
        former ->
            stopped(
                evaluated,
                "rolled_back_before(" + Digest.abbreviate(former) + ")",
                evaluated.model().id()
                    + ": the candidate is "
                    + (former.equals(sha256) ? "" : "the same fit as ")
                    + Digest.abbreviate(former)
                    + ", which was rolled back",
                "train another one, or promote this one with --even-if-rolled-back"));
  }

  private boolean isSameFit(EvaluatedCandidate evaluated, String former) {
    ModelName model = evaluated.model();
    String fit = ModelWriter.fitSha256(evaluated.candidate().loaded().file());
    try {
      return new AliasReader(settings.paths())
          .archived(model, former)
          .map(content -> ModelWriter.fitSha256(ModelReader.read(model, content)))
          .equals(Optional.of(fit));
    } catch (ModelFormatException e) {
      // a file that does not load has no fit to compare with
      return false;
    }
  }

  private static ModelOutcome stopped(
      EvaluatedCandidate evaluated, String reason, String message, String remedy) {
    return evaluated.skipped(reason, new RefusalException(reason, message, remedy));
  }
}
