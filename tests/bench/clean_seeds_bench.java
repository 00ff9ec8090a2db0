///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//DESCRIPTION How often the checks complain of generated databases that nothing is wrong with.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.data.sqlite.Database;
import ratchet.health.CheckResult;
import ratchet.health.CheckStatus;
import ratchet.health.HealthChecks;
import ratchet.health.HealthReport;
import ratchet.health.HealthThresholds;
import ratchet.model.Json;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

@Command(
    name = "clean_seeds_bench",
    description = {
      "Seeds one database after the other and lets every check look at it.",
      "Exit 3 when more than one complaint comes of a hundred databases."
    })
final class CleanSeedsBench implements Callable<ExitCode> {
  private static final Instant END = Instant.parse("2026-03-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(END.plus(Duration.ofHours(1)), ZoneOffset.UTC);
  private static final double PROMISE = 0.01;

  @Mixin private OutputOptions output;

  @Option(names = "--seeds", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(names = "--first", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long first;

  @Option(names = "--days", defaultValue = "21", description = "Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(names = "--mints", defaultValue = "360", description = "Default: ${DEFAULT-VALUE}.")
  private int mints;

  @Option(names = "--attempts", defaultValue = "5400", description = "Default: ${DEFAULT-VALUE}.")
  private long attempts;

  public static void main(String... args) {
    System.exit(Cli.execute(new CleanSeedsBench(), args));
  }

  @Override
  public ExitCode call() throws IOException {
    Console console = output.console();
    Map<String, Integer> complaints = new TreeMap<>();
    int checks = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      HealthReport report = check(new SeedPlan(seed, days, mints, attempts, END));
      checks += report.checks().size();
      for (CheckResult check : report.checks()) {
        if (check.status() != CheckStatus.PASS) {
          complaints.merge(check.name(), 1, Integer::sum);
          console.result("seed " + seed + ": " + check.name() + ": " + check.detail());
        }
      }
    }
    int all = complaints.values().stream().mapToInt(Integer::intValue).sum();
    console.result(all + " complaints in " + checks + " checks of " + seeds + " databases");
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("seeds", seeds).put("checks", checks).put("complaints", all);
    complaints.forEach(fields.putObject("by_check")::put);
    ExitCode exit = all <= PROMISE * seeds ? ExitCode.DONE : ExitCode.REFUSED;
    console.document("clean_seeds_bench", exit, fields);
    return exit;
  }

  private static HealthReport check(SeedPlan plan) throws IOException {
    Path folder = Files.createTempDirectory("clean-seeds");
    Path file = folder.resolve("trenches.db");
    try {
      try (Database database = Database.openReadWrite(file)) {
        Seeder.seed(database, plan, false);
      }
      try (Database database = Database.openReadOnly(file)) {
        return HealthChecks.run(database, CLOCK, HealthThresholds.standard(), false);
      }
    } finally {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path left : files) {
          Files.delete(left);
        }
      }
      Files.delete(folder);
    }
  }
}
