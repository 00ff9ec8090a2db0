package ratchet.cli.training;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.LogOptions;
import ratchet.cli.ModelsOptions;
import ratchet.cli.Settings;
import ratchet.cli.alias.OutputGuard;
import ratchet.data.training.ReadOptions;
import ratchet.features.Features;
import ratchet.model.ModelName;
import ratchet.model.UsageException;
import ratchet.store.ModelPaths;
import ratchet.train.CalibrationMethod;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

/** The options of every trainer. */
public final class TrainingOptions {
  @Mixin private LogOptions database;
  @Mixin private ModelsOptions models;

  @Option(names = "--create", description = "Create the models folder if it does not exist.")
  private boolean create;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of all random draws (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description =
          "Train as at this time, e.g. 2026-01-31 or 2026-01-31T12:00:00Z: later rows are not"
              + " read.")
  private Instant asOf;

  @Option(
      names = "--dump",
      paramLabel = "FILE.csv",
      description =
          "Write the rows of the fit, with their part of the split. The file must not be a database"
              + " or a model; in the models folder it must be a .csv outside the history.")
  private Path dump;

  @Option(
      names = "--write-anyway",
      description =
          "If there are too few data, replace the candidate by a file that records it (still exit"
              + " 3).")
  private boolean writeAnyway;

  @Option(
      names = "--allow-missing",
      paramLabel = "FEATURE",
      split = ",",
      description =
          "Train even if most rows lack these features and have a default instead, e.g."
              + " lp_norm,age_norm; without it the training is refused.")
  private Set<String> allowMissing = Set.of();

  /**
   * The training of a model without a stop.
   *
   * @throws ratchet.model.InputException for a dump that would replace a database or a file of the
   *     models folder
   */
  public TrainingRun run(ModelName model, CalibrationMethod calibration) {
    return run(model, ReadOptions.DEFAULT_TRAIL_BPS, calibration);
  }

  /**
   * The training of a model with a stop.
   *
   * @throws UsageException for a trail that is not between 0 and 10000 basis points
   */
  public TrainingRun run(ModelName model, double trailBps) {
    return run(model, trailBps, CalibrationMethod.NONE);
  }

  /**
   * Checks that no dump is requested.
   *
   * @throws UsageException for {@code --dump}: rows on executors cannot be dumped
   */
  public void requireNoDump() {
    if (dump != null) {
      throw new UsageException(
          "--dump: with --engine spark the rows are not in this process",
          "leave --dump out, or train without --engine spark");
    }
  }

  private TrainingRun run(ModelName model, double trailBps, CalibrationMethod calibration) {
    if (!(trailBps > 0 && trailBps < 10_000)) {
      throw new UsageException(
          "--trail-bps " + trailBps + " is not between 0 and 10000",
          "give the fall in basis points, e.g. 120 for 1.2 %");
    }
    Path folder = models.writable(create);
    ModelPaths paths = ModelPaths.of(folder, Map.of(), Settings.here().environment());
    if (dump != null) {
      OutputGuard.require(dump, database.targets(), paths);
    }
    OptionalLong asOfMs =
        asOf == null ? OptionalLong.empty() : OptionalLong.of(asOf.toEpochMilli());
    TrainOptions options =
        new TrainOptions(
            new ReadOptions(asOfMs, trailBps),
            seed,
            TrainOptions.DEFAULT_THREADS,
            Clock.systemUTC(),
            Optional.empty(),
            calibration,
            allowedMissing(model));
    return new TrainingRun(
        model,
        database.files(),
        folder,
        paths.alias(model),
        options,
        Optional.ofNullable(dump),
        writeAnyway);
  }

  private Set<String> allowedMissing(ModelName model) {
    List<String> known = Features.of(model).names();
    allowMissing.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new UsageException(
                  "--allow-missing " + name + " is not a feature of " + model.id(),
                  "choose from " + String.join(",", known));
            });
    return allowMissing;
  }
}
