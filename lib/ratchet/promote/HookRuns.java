package ratchet.promote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.model.Json;
import ratchet.model.ModelName;

/** Runs the hooks on one candidate, up to the first that does not pass. */
final class HookRuns {
  private final List<PromotionHook> hooks;
  private final ModelPaths paths;

  HookRuns(List<PromotionHook> hooks, ModelPaths paths) {
    this.hooks = List.copyOf(hooks);
    this.paths = paths;
  }

  List<CommandHookResult> run(CandidateFile.Usable candidate) {
    Map<ModelName, Path> models = asIfPromoted(candidate);
    List<CommandHookResult> results = new ArrayList<>();
    for (PromotionHook hook : hooks) {
      CommandHookResult result = hook.run(candidate.model(), models);
      results.add(result);
      if (!result.passed()) {
        break;
      }
    }
    return results;
  }

  private Map<ModelName, Path> asIfPromoted(CandidateFile.Usable candidate) {
    Map<ModelName, Path> models = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.all()) {
      if (model == candidate.model()) {
        models.put(model, candidate.path());
      } else if (Files.exists(paths.alias(model))) {
        models.put(model, paths.alias(model));
      }
    }
    return models;
  }

  /** E.g. {@code backtest_failed(3)}, {@code ope_timed_out}; empty when all passed. */
  static Optional<String> refusal(List<CommandHookResult> results) {
    return results.stream()
        .filter(result -> !result.passed())
        .map(
            result ->
                result.name()
                    + "_"
                    + result.state().id()
                    + (result.exit().isPresent() ? "(" + result.exit().getAsInt() + ")" : ""))
        .findFirst();
  }

  static ArrayNode toJson(List<CommandHookResult> results) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    results.forEach(result -> array.add(result.toJson()));
    return array;
  }
}
