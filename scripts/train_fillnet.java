///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.training.java
//SOURCES ../lib/model.java
//DESCRIPTION Fits FillNet from the database and writes models/fillnet_v2.json.

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
    name = "train_fillnet",
    description = "Fits FillNet from the database and writes models/fillnet_v2.json.",
    footer = {
      "",
      "Examples:",
      "  train_fillnet --db data/trenches.db",
      "  train_fillnet --as-of 2026-01-31T12:00:00Z --dump rows.csv --json",
      "  train_fillnet --calibrate platt"
    })
final class TrainFillNetCommand implements Callable<ExitCode> {
  @Mixin private DeviceOptions device;
  @Mixin private CalibrationOptions calibration;
  @Mixin private EngineOptions engine;
  @Mixin private TrainingOptions training;
  @Mixin private OutputOptions output;

  @Override
  public ExitCode call() {
    return engine
        .elsewhere(ModelName.FILLNET)
        .orElseGet(
            () ->
                TrainingReport.run(
                    training.run(ModelName.FILLNET, calibration.method()), device, output));
  }

  public static void main(String[] args) {
    System.exit(Cli.execute(new TrainFillNetCommand(), args));
  }
}
