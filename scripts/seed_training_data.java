///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/data.sqlite.java
//SOURCES ../lib/model.java
//SOURCES ../lib/seed.java
//DESCRIPTION Fill a database with reproducible training data of a known truth, or take it out again.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.DatabaseOptions;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.data.sqlite.Database;
import ratchet.model.Json;
import ratchet.seed.SeedPlan;
import ratchet.seed.SeedReport;
import ratchet.seed.Seeder;

@Command(
    name = "seed_training_data",
    description = {
      "Writes generated rows in the form of the services' log, drawn from known models, which are",
      "described in FILE.truth.json.",
      "The same seed and end give the same rows; a second run replaces the first."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./jbangw seed_training_data                          into data/trenches.db",
      "  ./jbangw seed --db /tmp/large.db --attempts 1000000  a large log",
      "  ./jbangw seed --purge                                remove generated rows, keep others"
    })
final class SeedTrainingDataCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Mixin private DatabaseOptions database;

  @Option(names = "--seed", description = "Seed of every draw (default: ${DEFAULT-VALUE}).")
  private long seed = 42;

  @Option(names = "--days", description = "Length of the log (default: ${DEFAULT-VALUE}).")
  private int days = 21;

  @Option(names = "--mints", description = "Mints launched (default: ${DEFAULT-VALUE}).")
  private int mints = 600;

  @Option(
      names = "--attempts",
      description = "Execution attempts, live and simulated (default: ${DEFAULT-VALUE}).")
  private long attempts = 20_000;

  @Option(
      names = "--end",
      paramLabel = "TIME",
      description = "Last moment of the log, ISO-8601 UTC (default: the start of today in UTC).")
  private Instant end = SeedPlan.defaultEnd(Clock.systemUTC());

  @Option(
      names = "--into-existing",
      description =
          "Write into a database that has other rows; without it such a database is refused.")
  private boolean intoExisting;

  @Option(names = "--purge", description = "Remove the generated rows only.")
  private boolean purge;

  public static void main(String... args) {
    System.exit(Cli.execute(new SeedTrainingDataCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    SeedReport report = purge ? purge() : seed();
    String verb = purge ? "removed " : "wrote ";
    report.rows().forEach((table, rows) -> console.result(verb + rows + " " + table));
    console.result(verb + report.total() + " rows, " + database.target());
    console.result((purge ? "removed " : "truth: ") + report.truthFile());
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("db", database.target().toString());
    fields.put("purged", purge);
    report.rows().forEach(fields.putObject("rows")::put);
    fields.put("total", report.total());
    fields.put("truth", report.truthFile().toString());
    fields.put("seed", seed);
    fields.put("end", end.toString());
    console.document("seed_training_data", ExitCode.DONE, fields);
    console.next(
        "check_training_data",
        purge ? "whether the remaining rows allow training" : "whether the rows allow training");
    return ExitCode.DONE;
  }

  private SeedReport seed() {
    SeedPlan plan = new SeedPlan(seed, days, mints, attempts, end);
    try (Database open = Database.openReadWrite(database.target())) {
      return Seeder.seed(open, plan, intoExisting);
    }
  }

  private SeedReport purge() {
    try (Database open = Database.openExisting(database.target())) {
      return Seeder.purge(open);
    }
  }
}
