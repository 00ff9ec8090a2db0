///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.training.java
//SOURCES ../lib/model.java
//DESCRIPTION Fits the exit hazard from the database and writes models/survival_v1.json.

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.cli.training.EngineOptions;
import ratchet.cli.training.TrainingOptions;
import ratchet.cli.training.TrainingReport;
import ratchet.model.ModelName;

/** Reads the database (never writes to it), fits on its first four fifths, judges on the rest. */
@Command(
    name = "train_survival",
    description = "Fits the exit hazard from the database and writes models/survival_v1.json.",
    footer = {
      "",
      "Examples:",
      "  train_survival --db data/trenches.db",
      "  train_survival --as-of 2026-01-31T12:00:00Z --dump rows.csv --json"
    })
final class TrainSurvivalCommand implements Callable<ExitCode> {
  @Option(
      names = "--trail-bps",
      paramLabel = "BPS",
      defaultValue = "120",
      description =
          "Fall from the running peak that counts as a stop, basis points (default:"
              + " ${DEFAULT-VALUE}).")
  private double trailBps;

  @Mixin private EngineOptions engine;
  @Mixin private TrainingOptions training;
  @Mixin private OutputOptions output;

  @Override
  public ExitCode call() {
    return engine
        .elsewhere(ModelName.SURVIVAL)
        .orElseGet(() -> TrainingReport.run(training.run(ModelName.SURVIVAL, trailBps), output));
  }

  public static void main(String[] args) {
    System.exit(Cli.execute(new TrainSurvivalCommand(), args));
  }
}
