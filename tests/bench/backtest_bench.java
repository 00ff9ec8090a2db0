///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//DESCRIPTION Replay a generated log of about a million events: events, seconds, and the heap that was live meanwhile.

package ratchet.backtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.model.Json;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

@Command(
    name = "backtest_bench",
    description = {
      "Generates a log once into --db and replays its 14 days for two sides. Start it with a small",
      "heap (jbang -R-Xmx64m) to see that memory does not grow with the log."
    })
final class BacktestBench implements Callable<ExitCode> {
  private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(14);

  @Mixin private OutputOptions output;

  @Option(names = "--db", required = true, description = "Reused where it is there.")
  private Path file;

  @Option(names = "--attempts", defaultValue = "400000", description = "Default: ${DEFAULT-VALUE}.")
  private long attempts;

  @Option(names = "--mints", defaultValue = "20000", description = "Default: ${DEFAULT-VALUE}.")
  private int mints;

  public static void main(String... args) {
    System.exit(Cli.execute(new BacktestBench(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    if (Files.notExists(file)) {
      try (Database database = Database.openReadWrite(file)) {
        int days = (int) LENGTH.toDays();
        Seeder.seed(database, new SeedPlan(42, days, mints, attempts, END), false);
      }
    }
    ReplayModels models = new ReplayModels(Map.of(), false);
    long start = System.nanoTime();
    Backtest backtest;
    try (Database database = Database.openReadOnly(file)) {
      backtest =
          Backtest.run(
              database,
              new TimeWindow(END.minus(LENGTH).toEpochMilli(), END.toEpochMilli()),
              models,
              models,
              BacktestRules.standard(),
              Backtest.UnpricedPositions.WORST,
              Backtest.Listeners.NONE);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("events", backtest.events()).put("seconds", seconds);
    fields.put("heap_max_bytes", heap.getMax());
    fields.put("trades", backtest.candidate().figures().trades());
    console.result(backtest.events() + " events in " + seconds + " s");
    console.document("backtest_bench", ExitCode.DONE, fields);
    return ExitCode.DONE;
  }
}
