package ratchet.promote.hook;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;
import ratchet.promote.rollout.HookResult;

/** A judgement beyond the gates: a backtest, an off-policy evaluation. */
@FunctionalInterface
public interface PromotionHook {
  /**
   * Private copies of the model files that a hook judges; they are removed when it has ended.
   *
   * @param promoted each model as production would be after the promotion: the candidate, and what
   *     is live of the others as far as they are
   * @param champion what the candidate would replace; empty when nothing is live
   */
  record Models(Map<ModelName, Path> promoted, Optional<Path> champion) {
    public Models {
      promoted = Map.copyOf(promoted);
    }
  }

  /**
   * @param candidate the model that is judged
   * @param models private copies of the files to judge by
   */
  HookResult run(ModelName candidate, Models models);
}
