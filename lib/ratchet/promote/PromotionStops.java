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
import ratchet.store.Holds;
import ratchet.store.Ledger;
import ratchet.store.PromotionSettings;

/** What keeps a candidate back before any gate: a person's word. */
record PromotionStops(PromotionSettings settings, Ledger ledger) {
  /** Of so many that were rolled back last, an equal fit is known again. */
  private static final int FITS_COMPARED = 50;

  /** Empty when the candidate may be judged. */
  Optional<ModelOutcome> of(EvaluatedCandidate trial) {
    ModelName model = trial.model();
    try {
      return ledger
          .held(model)
          .map(Holds::words)
          .map(
              reason ->
                  stopped(
                      trial,
                      reason,
                      model.id() + " is on hold: " + reason,
                      "hold " + model.id() + " --release, when the reason is gone"))
          .or(() -> settings.evenIfRolledBack() ? Optional.empty() : rolledBack(trial));
    } catch (InputException e) {
      return Optional.of(trial.skipped("ledger_unreadable", e));
    }
  }

  private Optional<ModelOutcome> rolledBack(EvaluatedCandidate trial) {
    List<String> withdrawn = ledger.withdrawn(trial.model());
    String sha256 = trial.candidate().sha256();
    Optional<String> same =
        withdrawn.contains(sha256)
            ? Optional.of(sha256)
            : withdrawn
                .subList(Math.max(0, withdrawn.size() - FITS_COMPARED), withdrawn.size())
                .stream()
                .filter(former -> isSameFit(trial, former))
                .findFirst();
    return same.map(
        former ->
            stopped(
                trial,
                "rolled_back_before(" + Digest.abbreviate(former) + ")",
                trial.model().id()
                    + ": the candidate is "
                    + (former.equals(sha256) ? "" : "the same fit as ")
                    + Digest.abbreviate(former)
                    + ", which was rolled back",
                "train another one, or promote it --even-if-rolled-back"));
  }

  private boolean isSameFit(EvaluatedCandidate trial, String former) {
    ModelName model = trial.model();
    String fit = ModelWriter.fitSha256(trial.candidate().loaded().file());
    try {
      return new AliasReader(settings.paths())
          .archived(model, former)
          .map(content -> ModelWriter.fitSha256(ModelReader.read(model, content)))
          .equals(Optional.of(fit));
    } catch (ModelFormatException e) {
      // a file that does not load is the fit of nothing
      return false;
    }
  }

  private static ModelOutcome stopped(
      EvaluatedCandidate trial, String reason, String message, String remedy) {
    return trial.skipped(reason, new RefusalException(reason, message, remedy));
  }
}
