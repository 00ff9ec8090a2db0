package ratchet.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import ratchet.cli.Console;
import ratchet.cli.check.HealthStep;
import ratchet.cli.training.TrainingStep;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.features.LoadedModel;
import ratchet.health.HealthChecks;
import ratchet.health.HealthReport;
import ratchet.health.HealthThresholds;
import ratchet.logs.LogFiles;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.model.RefusalException;
import ratchet.seed.SeedPlan;
import ratchet.seed.SeedReport;
import ratchet.seed.Seeder;
import ratchet.train.TrainOptions;
import ratchet.train.TrainingRun;

/** The database and the candidates of the demo; existing ones are reused. */
final class DemoData {
  private static final int SEED = 42;
  private static final int DAYS = 21;
  private static final int MINTS = 600;
  private static final long ATTEMPTS = 20_000;

  private final Path database;
  private final Path models;
  private final Console console;
  private final Clock clock;

  DemoData(Path database, Path models, Console console, Clock clock) {
    this.database = database;
    this.models = models;
    this.console = console;
    this.clock = clock;
  }

  /** Seeds a database if there is none. */
  void provideDatabase() {
    if (Files.exists(database)) {
      console.result("data: found " + database + ", reusing it");
      return;
    }
    try (Database opened = Database.openReadWrite(database)) {
      SeedReport report =
          Seeder.seed(
              opened, new SeedPlan(SEED, DAYS, MINTS, ATTEMPTS, SeedPlan.defaultEnd(clock)), false);
      console.result(
          String.format(
              "data: seeded %s with %,d rows of %d days; the truth behind them is in %s",
              database, report.total(), DAYS, report.truthFile().getFileName()));
    }
  }

  /**
   * Checks the data.
   *
   * @throws RefusalException when models cannot be trained from these data
   */
  void checkHealth() {
    LogFiles log = LogFiles.of(database);
    HealthReport report =
        Database.read(
            log, snapshot -> HealthChecks.run(snapshot, clock, HealthThresholds.standard(), false));
    HealthStep.print(report, console);
    if (!report.healthy()) {
      throw HealthStep.refusal(
          log,
          "run check_training_data for each check and its remedy, or run demo --db with a new"
              + " file");
    }
  }

  /** Trains the model if there is no candidate that loads. */
  void provideCandidate(ModelName model) {
    Path candidate = models.resolve(model.candidateFile());
    Optional<LoadedModel> found = load(model, candidate);
    if (found.isPresent()) {
      console.result(
          String.format(
              "train: found %s of %s, reusing it",
              candidate, found.get().file().header().created()));
      return;
    }
    TrainOptions options =
        new TrainOptions(
            ReadOptions.DEFAULT, SEED, TrainOptions.DEFAULT_THREADS, clock, Optional.empty());
    TrainingStep.run(TrainingRun.of(model, LogFiles.of(database), models, options), console);
  }

  private Optional<LoadedModel> load(ModelName model, Path candidate) {
    if (!Files.exists(candidate)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LoadedModel.load(model, Files.readAllBytes(candidate)));
    } catch (ModelFormatException e) {
      console.warn(candidate + " does not load (" + e.getMessage() + "); training it again");
      return Optional.empty();
    } catch (IOException e) {
      console.warn(candidate + " cannot be read (" + e.getMessage() + "); training it again");
      return Optional.empty();
    }
  }
}
