package ratchet.cli.promotion;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import ratchet.cli.Console;
import ratchet.cli.Settings;
import ratchet.cli.alias.AliasOptions;
import ratchet.logs.LogFiles;
import ratchet.model.ModelName;
import ratchet.promote.DataFindings;
import ratchet.promote.PromoteReport;
import ratchet.promote.Promotion;
import ratchet.promote.reload.Reloader;
import ratchet.promote.rollout.PromotionListener;
import ratchet.promote.target.ReloadTargets;
import ratchet.store.LedgerAuthor;
import ratchet.store.ModelPaths;
import ratchet.store.PromotionSettings;

/** The options of an evaluation: gates, hooks and aliases. */
public final class EvaluationOptions {
  @Mixin private AliasOptions aliases;
  @Mixin private GateOptions gates;
  @Mixin private HookOptions hooks;

  /**
   * The paths of a models folder with the aliases of these options.
   *
   * @throws ratchet.model.InputException for an alias that is its own candidate, or not a path
   */
  public ModelPaths paths(Path directory) {
    return aliases.paths(directory);
  }

  public GateOptions gates() {
    return gates;
  }

  Duration lockTimeout() {
    return aliases.lockTimeout();
  }

  /**
   * Evaluates every candidate as {@code promote --dry-run} does.
   *
   * @throws ratchet.model.InputException for a gates file or a hook that cannot be read
   */
  public PromoteReport dryRun(LogFiles database, ModelPaths paths, Clock clock, Console console) {
    Map<ModelName, List<URI>> targets = new EnumMap<>(ModelName.class);
    for (ModelName model : ModelName.all()) {
      targets.put(model, ReloadTargets.of(model, Settings.here().environment(), Map.of()));
    }
    PromotionSettings settings =
        new PromotionSettings(
            paths, targets, aliases.lockTimeout(), true, false, LedgerAuthor.of("report"));
    return promotion(
            settings,
            database,
            (model, urls, expected) -> {
              throw new IllegalStateException("a dry run asks no runtime");
            },
            clock,
            console,
            console::warn,
            DataFindings.UNCHECKED)
        .run(ModelName.all());
  }

  Promotion promotion(
      PromotionSettings settings,
      LogFiles database,
      Reloader reloader,
      Clock clock,
      Console console,
      PromotionListener listener,
      DataFindings data) {
    return new Promotion(
        settings,
        gates.gateRules(),
        gates.evidence(database, settings.paths()),
        hooks.hooks(database, console),
        reloader,
        clock,
        listener,
        data);
  }
}
