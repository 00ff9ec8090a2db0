package ratchet.promote.hook;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;
import ratchet.promote.rollout.HookResult;

/** An evaluation that runs after the gates: a backtest or an off-policy evaluation. */
@FunctionalInterface
public interface PromotionHook {
  /**
   * Private copies of the model files for one run of a hook; they are removed afterwards.
   *
   * @param promoted file of each model as it would be after the promotion: the candidate, and the
   *     live versions of the other models
   * @param champion the version that the candidate would replace; empty when nothing is live
   */
  record Models(Map<ModelName, Path> promoted, Optional<Path> champion) {
    public Models {
      promoted = Map.copyOf(promoted);
    }
  }

  /**
   * Evaluates a candidate.
   *
   * @param candidate its model
   * @param models private copies of the model files
   */
  HookResult run(ModelName candidate, Models models);
}
