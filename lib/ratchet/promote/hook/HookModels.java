package ratchet.promote.hook;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import ratchet.model.ModelName;

/**
 * Private copies of the model files that a hook judges; they are removed when it has ended.
 *
 * @param promoted each model as production would be after the promotion: the candidate, and what is
 *     live of the others as far as they are
 * @param champion what the candidate would replace; empty when nothing is live
 */
public record HookModels(Map<ModelName, Path> promoted, Optional<Path> champion) {
  public HookModels {
    promoted = Map.copyOf(promoted);
  }
}
