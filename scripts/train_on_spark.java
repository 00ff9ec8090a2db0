///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.training.java
//SOURCES ../lib/model.java
//SOURCES ../lib/spark.java
//SOURCES ../lib/train.java
//DESCRIPTION Trains a model on a Spark cluster: what the trainers run for --engine spark.

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import ratchet.cli.Cli;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.cli.training.CalibrationOptions;
import ratchet.cli.training.DeviceOptions;
import ratchet.cli.training.EngineOptions;
import ratchet.cli.training.TrainingOptions;
import ratchet.cli.training.TrainingReport;
import ratchet.model.ModelName;
import ratchet.spark.SparkTraining;
import ratchet.train.TrainingRun;

/** Each database file is a partition; executors compute sums over rows, this process the fit. */
@Command(
    name = "train_on_spark",
    description = "Trains a model on a Spark cluster; the trainers call it for --engine spark.",
    footer = {
      "",
      "Examples:",
      "  train_on_spark fillnet --db data/trenches.db",
      "  train_on_spark fillnet --master spark://host:7077 --conf spark.executor.memory=8g"
          + " --spark-db hdfs://host/bots/a.db --spark-db hdfs://host/bots/b.db"
    })
final class TrainOnSparkCommand implements Callable<ExitCode> {
  @Parameters(paramLabel = "MODEL", description = "One of alpha, fillnet, rugguard.")
  private ModelName model;

  @Mixin private EngineOptions engine;
  @Mixin private DeviceOptions device;
  @Mixin private CalibrationOptions calibration;
  @Mixin private TrainingOptions training;
  @Mixin private OutputOptions output;

  @Override
  public ExitCode call() {
    engine.requireTrainable(model);
    training.requireNoDump();
    TrainingRun run = training.run(model, calibration.method());
    List<String> files =
        engine.databases().isEmpty()
            ? run.database().files().stream()
                .map(file -> file.toAbsolutePath().normalize().toString())
                .toList()
            : engine.databases();
    try (SparkTraining spark = SparkTraining.connect(engine.master(), engine.settings(), files)) {
      return TrainingReport.run(
          run, () -> spark.rows(model, files, run.options().read()), device, output);
    }
  }

  public static void main(String[] args) {
    System.exit(Cli.execute(new TrainOnSparkCommand(), args));
  }
}
