package ratchet.promote.hook;

import ratchet.model.ModelName;
import ratchet.promote.rollout.CommandHookResult;

/** A judgement beyond the gates: a backtest, an off-policy evaluation. */
@FunctionalInterface
public interface PromotionHook {
  /**
   * @param candidate the model that is judged
   * @param models private copies of the files to judge by
   */
  CommandHookResult run(ModelName candidate, HookModels models);
}
