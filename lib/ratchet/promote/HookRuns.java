package ratchet.promote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.gate.HookOutcome;
import ratchet.gate.HookOutcomes;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.hook.PromotionHook;
import ratchet.promote.rollout.CommandHookResult;
import ratchet.store.ModelPaths;

/**
 * The hooks on one candidate: run once, when first asked, up to the first that does not pass. Not
 * thread-safe.
 */
final class HookRuns implements HookOutcomes {
  private final List<PromotionHook> hooks;
  private final ModelPaths paths;
  private final CandidateFile.Usable candidate;
  private Optional<List<CommandHookResult>> results = Optional.empty();

  HookRuns(List<PromotionHook> hooks, ModelPaths paths, CandidateFile.Usable candidate) {
    this.hooks = hooks;
    this.paths = paths;
    this.candidate = candidate;
  }

  /** What they said so far; empty when nobody asked. */
  List<CommandHookResult> results() {
    return results.orElse(List.of());
  }

  @Override
  public List<HookOutcome> asked() {
    if (results.isEmpty()) {
      results = Optional.of(run());
    }
    return results().stream().map(CommandHookResult::outcome).toList();
  }

  private List<CommandHookResult> run() {
    Map<ModelName, Path> models = asIfPromoted();
    List<CommandHookResult> said = new ArrayList<>();
    for (PromotionHook hook : hooks) {
      CommandHookResult result = hook.run(candidate.model(), models);
      said.add(result);
      if (!result.passed()) {
        break;
      }
    }
    return said;
  }

  private Map<ModelName, Path> asIfPromoted() {
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

  static ArrayNode toJson(List<CommandHookResult> results) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    results.forEach(result -> array.add(result.toJson()));
    return array;
  }
}
