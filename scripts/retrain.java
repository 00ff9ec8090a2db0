///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.check.java
//SOURCES ../lib/cli.job.java
//SOURCES ../lib/cli.page.java
//SOURCES ../lib/cli.promotion.java
//SOURCES ../lib/cli.training.java
//SOURCES ../lib/data.training.java
//SOURCES ../lib/model.java
//SOURCES ../lib/store.java
//SOURCES ../lib/train.java
//DESCRIPTION The weekly job: checks the data, trains the models, promotes what passes its gates, writes the report.

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import ratchet.cli.Cli;
import ratchet.cli.ExitCode;
import ratchet.cli.LogOptions;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.RunRecord;
import ratchet.cli.check.HealthOptions;
import ratchet.cli.job.Retrain;
import ratchet.cli.page.PageFile;
import ratchet.cli.promotion.PromotionOptions;
import ratchet.cli.training.CalibrationOptions;
import ratchet.data.training.ReadOptions;
import ratchet.model.ModelName;
import ratchet.store.ModelPaths;
import ratchet.train.TrainOptions;

/** Reads the database; writes candidates, what promote writes, and one page. */
@Command(
    name = "retrain",
    description = {
      "Checks the data, trains the models, promotes those that pass their gates, and writes the"
          + " report. It stops at the first step that fails and returns that step's exit code."
          + " The report is still written and shows why.",
      "Made for cron: it needs no terminal and asks no questions."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  retrain",
      "  retrain fillnet alpha --strict",
      "  retrain --dry-run --json         train and evaluate; the live versions stay",
      "  17 4 * * 1  /srv/ratchet/jbangw retrain --quiet --metrics-file /var/lib/promote.prom"
    })
final class RetrainCommand implements Callable<ExitCode>, RunRecord.Rehearsable {
  @Mixin private OutputOptions output;
  @Mixin private LogOptions database;
  @Mixin private ModelsOptions models;
  @Mixin private HealthOptions health;
  @Mixin private CalibrationOptions calibration;
  @Mixin private PromotionOptions promotion;

  @Parameters(
      paramLabel = "MODEL",
      description = "alpha, fillnet, rugguard, survival; default all.")
  private List<ModelName> names = new ArrayList<>();

  @Option(names = "--create", description = "Create the models folder if it does not exist.")
  private boolean create;

  @Option(
      names = "--dry-run",
      description = "Train and evaluate; change no alias and no ledger, and ask no runtime.")
  private boolean dryRun;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of everything random in training (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "Report file to write (default: report.html in the models folder).")
  private Path out;

  public static void main(String... args) {
    System.exit(Cli.execute(new RetrainCommand(), args));
  }

  @Override
  public boolean isRehearsal() {
    return dryRun;
  }

  @Override
  public ExitCode call() {
    Clock clock = Clock.systemUTC();
    ModelPaths paths = promotion.judges().paths(models.writable(create));
    TrainOptions training =
        new TrainOptions(
            ReadOptions.DEFAULT,
            seed,
            TrainOptions.DEFAULT_THREADS,
            clock,
            Optional.empty(),
            calibration.method());
    Retrain.Job job =
        new Retrain.Job(
            database.files(),
            paths,
            health.thresholds(),
            health.isStrict(),
            names.isEmpty() ? ModelName.all() : names.stream().distinct().toList(),
            training,
            dryRun,
            PageFile.place(out, paths));
    return new Retrain(job, promotion, clock, output.console()).run();
  }
}
