///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.training.java
//SOURCES ../lib/model.java
//DESCRIPTION Fits the alpha ranker from the database and writes models/alpha_ranker_v1.json.

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import ratchet.cli.Cli;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.cli.training.CalibrationOptions;
import ratchet.cli.training.DeviceOptions;
import ratchet.cli.training.EngineOptions;
import ratchet.cli.training.TrainingOptions;
import ratchet.cli.training.TrainingReport;
import ratchet.model.ModelName;

/** Reads the database (never writes to it), fits on its first four fifths, judges on the rest. */
@Command(
    name = "train_alpha",
    description = "Fits the alpha ranker from the database and writes models/alpha_ranker_v1.json.",
    footer = {
      "",
      "Examples:",
      "  train_alpha --db data/trenches.db",
      "  train_alpha --as-of 2026-01-31T12:00:00Z --dump rows.csv --json",
      "  train_alpha --calibrate platt"
    })
final class TrainAlphaCommand implements Callable<ExitCode> {
  @Mixin private DeviceOptions device;
  @Mixin private CalibrationOptions calibration;
  @Mixin private EngineOptions engine;
  @Mixin private TrainingOptions training;
  @Mixin private OutputOptions output;

  @Override
  public ExitCode call() {
    return engine
        .elsewhere(ModelName.ALPHA)
        .orElseGet(
            () ->
                TrainingReport.run(
                    training.run(ModelName.ALPHA, calibration.method()), device, output));
  }

  public static void main(String[] args) {
    System.exit(Cli.execute(new TrainAlphaCommand(), args));
  }
}
