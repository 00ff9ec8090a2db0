package ratchet.runtime;

import java.util.Optional;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/** A reload as one line for the operator. */
final class ReloadLog {
  private ReloadLog() {}

  /** Empty for a reload that found what serves already. */
  static Optional<String> line(ModelName model, SlotState state) {
    return state
        .lastReload()
        .filter(reload -> reload.outcome() != Reload.Outcome.UNCHANGED)
        .map(
            reload ->
                model.id()
                    + " "
                    + reload.outcome().id()
                    + " ("
                    + reload.trigger().id()
                    + "): "
                    + reload.problem().map(problem -> problem + "; ").orElse("")
                    + serves(state));
  }

  private static String serves(SlotState state) {
    return state
        .serving()
        .map(serving -> "serves " + Digest.abbreviate(serving.sha256()))
        .orElse("nothing serves");
  }
}
