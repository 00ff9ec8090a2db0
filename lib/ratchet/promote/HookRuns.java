package ratchet.promote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ratchet.gate.HookOutcome;
import ratchet.gate.HookOutcome.HookOutcomes;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.hook.PromotionHook;
import ratchet.promote.rollout.ChampionFile;
import ratchet.promote.rollout.HookResult;
import ratchet.store.AliasReader;
import ratchet.store.FileFailure;
import ratchet.store.ModelPaths;

/**
 * Runs the hooks on one candidate, once, when their results are first needed; stops at the first
 * that does not pass. Not thread-safe.
 */
final class HookRuns implements HookOutcomes {
  private final List<PromotionHook> hooks;
  private final ModelPaths paths;
  private final CandidateFile.Usable candidate;
  private final Optional<ChampionFile> champion;
  private Optional<List<HookResult>> results = Optional.empty();

  HookRuns(List<PromotionHook> hooks, ModelPaths paths, EvaluatedCandidate judged) {
    this.hooks = hooks;
    this.paths = paths;
    this.candidate = judged.candidate();
    this.champion = judged.champion();
  }

  /** Results so far; empty when no hook was run. */
  List<HookResult> results() {
    return results.orElse(List.of());
  }

  @Override
  public List<HookOutcome> outcomes() {
    if (results.isEmpty()) {
      results = Optional.of(run());
    }
    return results().stream().map(HookResult::outcome).toList();
  }

  private List<HookResult> run() {
    List<HookResult> ran = new ArrayList<>();
    Map<ModelName, byte[]> models = asIfPromoted();
    for (PromotionHook hook : hooks) {
      try (PrivateModels copies = PrivateModels.of(models, champion.map(ChampionFile::content))) {
        ran.add(hook.run(candidate.model(), copies.models()));
      }
      if (!ran.get(ran.size() - 1).passed()) {
        break;
      }
    }
    return ran;
  }

  private Map<ModelName, byte[]> asIfPromoted() {
    AliasReader aliases = new AliasReader(paths);
    Map<ModelName, byte[]> models = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.all()) {
      if (model == candidate.model()) {
        models.put(model, candidate.content());
      } else {
        aliases.live(model).ifPresent(content -> models.put(model, content));
      }
    }
    return models;
  }

  static ArrayNode toJson(List<HookResult> results) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    results.forEach(result -> array.add(result.toJson()));
    return array;
  }

  /**
   * Copies of model files in a folder that only this account may enter, removed at the end. So a
   * hook evaluates the bytes that will be promoted, even if the models folder changes meanwhile.
   */
  record PrivateModels(Path folder, PromotionHook.Models models) implements AutoCloseable {
    private static final String CHAMPION = "champion.json";

    /**
     * Writes the copies.
     *
     * @param promoted content of each model as it would be after the promotion
     * @param champion content of the live version
     * @throws InputException when they cannot be written
     */
    static PrivateModels of(Map<ModelName, byte[]> promoted, Optional<byte[]> champion) {
      Path folder;
      try {
        folder = Files.createTempDirectory("ratchet-hook-");
      } catch (IOException e) {
        throw FileFailure.of(
            "cannot create a folder in", Path.of(System.getProperty("java.io.tmpdir")), "", e);
      }
      Map<ModelName, Path> files = new EnumMap<>(ModelName.class);
      try {
        for (Map.Entry<ModelName, byte[]> one : promoted.entrySet()) {
          Path file = folder.resolve(one.getKey().aliasFile());
          files.put(one.getKey(), Files.write(file, one.getValue()));
        }
        Optional<Path> former = Optional.empty();
        if (champion.isPresent()) {
          former = Optional.of(Files.write(folder.resolve(CHAMPION), champion.get()));
        }
        return new PrivateModels(folder, new PromotionHook.Models(files, former));
      } catch (IOException e) {
        new PrivateModels(folder, new PromotionHook.Models(files, Optional.empty())).close();
        throw FileFailure.of("cannot write to", folder, "", e);
      }
    }

    /** Removes the folder with everything in it, also files that a hook wrote. */
    @Override
    public void close() {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw FileFailure.of("cannot remove", folder, "", e);
      }
    }
  }
}
