package ratchet.promote.hook;

import java.nio.file.Path;
import java.util.Map;
import ratchet.model.ModelName;
import ratchet.promote.rollout.CommandHookResult;

/** A judgement beyond the gates: a backtest, an off-policy evaluation. */
@FunctionalInterface
public interface PromotionHook {
  /**
   * @param candidate the model that is judged
   * @param models file of each model as production would be after the promotion: the candidate's
   *     own, and the aliases of the others as far as they exist
   */
  CommandHookResult run(ModelName candidate, Map<ModelName, Path> models);
}
