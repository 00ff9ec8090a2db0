package ratchet.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.features.LoadedModel;
import ratchet.model.AlphaModel;
import ratchet.model.ModelFile;
import ratchet.model.SurvivalModel;

/**
 * The candidate has everything that production has: horizons, hazard model, golden scores and
 * provenance. A missing part cannot be evaluated, so it would bypass the rules about it.
 */
public record CompleteRule(String name) implements GateRule {
  private static final Measurement ALL = new Measurement.Text("complete");

  @Override
  public Check check(Evidence evidence) {
    Optional<LoadedModel> production = evidence.production();
    List<String> lacking =
        production.map(live -> lacking(evidence.candidate().file(), live.file())).orElse(List.of());
    boolean passed = lacking.isEmpty();
    return Check.simple(
        name,
        passed ? ALL : new Measurement.Text("without " + String.join(", ", lacking)),
        "is",
        ALL,
        passed,
        passed ? "" : "candidate_lacks(" + lacking.get(0) + ")");
  }

  private static List<String> lacking(ModelFile candidate, ModelFile live) {
    List<String> lacking = new ArrayList<>();
    if (live instanceof AlphaModel theirs && candidate instanceof AlphaModel ours) {
      theirs.horizons().keySet().stream()
          .filter(horizon -> !ours.horizons().containsKey(horizon))
          .forEach(horizon -> lacking.add("models." + horizon));
    }
    if (live instanceof SurvivalModel theirs
        && candidate instanceof SurvivalModel ours
        && theirs.hazard().isPresent()
        && ours.hazard().isEmpty()) {
      lacking.add("hazard_model");
    }
    if (!live.header().goldenScores().isEmpty() && candidate.header().goldenScores().isEmpty()) {
      lacking.add("golden_scores");
    }
    if (live.header().provenance().isPresent() && candidate.header().provenance().isEmpty()) {
      lacking.add("provenance");
    }
    return lacking;
  }

  @Override
  public String condition() {
    return "the candidate has every horizon, the hazard model, the golden scores and the provenance"
        + " that production has";
  }
}
