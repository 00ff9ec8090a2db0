package ratchet.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import ratchet.model.ModelName;
import ratchet.promote.LedgerAuthor;
import ratchet.promote.ModelPaths;
import ratchet.promote.PromoteReport;
import ratchet.promote.Promotion;
import ratchet.promote.PromotionSettings;
import ratchet.promote.ReloadTargets;

/** Who judges candidates, and where production lies: what promote is told, but for its doing. */
public final class JudgeOptions {
  @Mixin private AliasOptions aliases;
  @Mixin private GateOptions gates;
  @Mixin private HookOptions hooks;

  /**
   * @throws ratchet.model.InputException for an alias that is its own candidate, or no path
   */
  public ModelPaths paths(Path directory) {
    return aliases.paths(directory);
  }

  /**
   * What promote would do with each candidate now. Nothing is touched.
   *
   * @throws ratchet.model.InputException for a book of gates or a hook that cannot be read
   */
  public PromoteReport dryRun(Path database, ModelPaths paths, Clock clock, Console console) {
    Map<ModelName, List<URI>> targets = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.all()) {
      targets.put(model, ReloadTargets.of(model, System.getenv(), Map.of()));
    }
    return new Promotion(
            new PromotionSettings(
                paths, targets, aliases.lockTimeout(), true, false, LedgerAuthor.of("report")),
            gates.book(),
            gates.evidence(database, paths),
            hooks.hooks(database, paths, console),
            (model, urls, expected) -> {
              throw new IllegalStateException("a dry run asks no runtime");
            },
            clock,
            new ConsoleListener(console))
        .run(ModelName.all());
  }
}
