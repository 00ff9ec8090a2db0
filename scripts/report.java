///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.check.java
//SOURCES ../lib/cli.page.java
//SOURCES ../lib/cli.promotion.java
//SOURCES ../lib/cli.report.java
//SOURCES ../lib/model.java
//SOURCES ../lib/report.page.java
//SOURCES ../lib/store.java
//DESCRIPTION Writes one HTML page with plots: the data, the models, their gates, backtest, off-policy evaluation, history.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
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
import ratchet.cli.page.PageFile;
import ratchet.cli.promotion.EvaluationOptions;
import ratchet.cli.report.ReportRun;
import ratchet.model.Json;
import ratchet.report.page.Page;
import ratchet.store.ModelPaths;

/** Reads the database, the models folder and the ledger; writes the page and nothing else. */
@Command(
    name = "report",
    description = {
      "Writes one self-contained HTML page: the result of every data check, the live and the"
          + " waiting version of each model, the candidates' gates, backtest and off-policy"
          + " evaluation, and the history of live versions.",
      "The exit code is 0 also when the page shows failed checks or refused models. Missing inputs"
          + " are named on the page. A database or a ledger that cannot be read is exit 4, and the"
          + " former page is kept."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  report",
      "  report --out /var/www/ratchet.html --db data/trenches.db",
      "  report --json | jq '.sections[] | select(.level == \"bad\")'"
    })
final class ReportCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private LogOptions database;
  @Mixin private ModelsOptions models;
  @Mixin private HealthOptions health;
  @Mixin private EvaluationOptions judges;

  @Option(
      names = "--out",
      paramLabel = "FILE.html",
      description = "File to write (default: report.html in the models folder).")
  private Path out;

  public static void main(String... args) {
    System.exit(Cli.execute(new ReportCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    Clock clock = Clock.systemUTC();
    ModelPaths paths = judges.paths(models.directory());
    Path file = PageFile.place(out, paths);
    Page page =
        new ReportRun(
                new ReportRun.Sources(
                    database.files(), paths, health.thresholds(), health.isStrict()),
                Optional.empty(),
                () -> judges.dryRun(database.files(), paths, clock, console),
                clock,
                console)
            .page();
    ObjectNode document = Json.MAPPER.createObjectNode();
    PageFile.write(page, file, document);
    page.lines().forEach(console::result);
    console.result("wrote " + file);
    console.document("report", ExitCode.DONE, document);
    console.next("promote --dry-run --verbose", "what the gates find, rule by rule");
    return ExitCode.DONE;
  }
}
