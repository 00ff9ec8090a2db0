///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.check.java
//SOURCES ../lib/cli.page.java
//SOURCES ../lib/data.sqlite.java
//SOURCES ../lib/data.views.java
//SOURCES ../lib/health.java
//SOURCES ../lib/report.data.java
//DESCRIPTION Checks whether models can be trained from the database: what was measured, what was required, how to fix it.

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.LogOptions;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.check.HealthOptions;
import ratchet.cli.check.HealthStep;
import ratchet.cli.page.PageOptions;
import ratchet.data.sqlite.Database;
import ratchet.data.views.InstalledViews;
import ratchet.health.HealthChecks;
import ratchet.health.HealthReport;
import ratchet.health.HealthResult;
import ratchet.health.HealthThresholds;
import ratchet.report.data.DataSection;

/** Reads the database; writes to it only with --create-views, and then the four views alone. */
@Command(
    name = "check_training_data",
    description =
        "Checks whether models can be trained from the database. Exit 0 when it is healthy, 3 when"
            + " a check failed.",
    footer = {
      "",
      "Examples:",
      "  check_training_data --db data/trenches.db",
      "  check_training_data --create-views --strict",
      "  check_training_data --html health.html",
      "  check_training_data --json | jq '.checks[] | select(.status != \"pass\")'"
    })
final class CheckTrainingDataCommand implements Callable<ExitCode> {
  @Mixin private LogOptions database;
  @Mixin private HealthOptions health;
  @Mixin private PageOptions page;
  @Mixin private OutputOptions output;

  @Option(
      names = "--create-views",
      description = "Install the four training views in the database first.")
  private boolean createViews;

  @Override
  public ExitCode call() {
    HealthThresholds thresholds = health.thresholds();
    page.check();
    if (createViews) {
      database.files().files().forEach(InstalledViews::install);
    }
    Console console = output.console();
    HealthReport report = check(thresholds, console);
    ExitCode exit = report.healthy() ? ExitCode.DONE : ExitCode.REFUSED;
    report.lines().forEach(console::result);
    HealthStep.annotate(report, console);
    console.document("check_training_data", exit, report.json());
    if (report.healthy()) {
      console.next(
          "train_fillnet" + ModelsOptions.create(),
          "then train_alpha, train_rugguard, train_survival");
    } else {
      console.next(
          "seed_training_data --db data/dev.db", "generated data, to try the toolkit meanwhile");
    }
    return exit;
  }

  private HealthReport check(HealthThresholds thresholds, Console console) {
    Clock clock = Clock.systemUTC();
    if (!page.isWanted()) {
      return Database.read(
          database.files(),
          snapshot -> HealthChecks.run(snapshot, clock, thresholds, health.isStrict()));
    }
    HealthResult found =
        Database.read(
            database.files(),
            snapshot -> HealthChecks.examine(snapshot, clock, thresholds, health.isStrict()));
    page.write("training data", database.files(), DataSection.of(found), console);
    return found.report();
  }

  public static void main(String[] args) {
    System.exit(Cli.execute(new CheckTrainingDataCommand(), args));
  }
}
