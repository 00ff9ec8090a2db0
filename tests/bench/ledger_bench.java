///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/store/LargeLedger.java
//SOURCES ../ratchet/store/StoredVersions.java
//DESCRIPTION A ledger of a million events: what history, rollback and the first run without an index cost.

package ratchet.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.promote.rollout.PromotionListener;

@Command(
    name = "ledger_bench",
    description = {
      "Writes a ledger of many events and times, in this process: opening the folder without an",
      "index, a promotion's steps with one, a rollback, the newest events, one day of a year ago,",
      "and the walk of the whole chain. Run it with -Xmx64m: memory does not grow with the events."
    })
final class LedgerBench implements Callable<ExitCode> {
  @Mixin private OutputOptions output;

  @Option(names = "--events", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private int events;

  @Option(names = "--folder", description = "Keeps the models folder here.")
  private Path folder;

  public static void main(String... args) {
    System.exit(Cli.execute(new LedgerBench(), args));
  }

  @Override
  public ExitCode call() throws Exception {
    Path directory =
        folder == null
            ? Files.createTempDirectory("ledger-bench")
            : Files.createDirectories(folder);
    ModelPaths paths = ModelPaths.of(directory);
    LargeLedger.write(paths.ledger(), events, 1, event -> {});
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("folder", directory.toString()).put("events", events);
    fields.put("megabytes", Files.size(paths.ledger()) >> 20);
    time(fields, "open_without_index", () -> StoredVersions.open(paths).close());
    time(fields, "promote_two", () -> StoredVersions.promote(paths, 1, 2));
    time(fields, "rollback", () -> rollback(paths));
    Ledger ledger = new Ledger(paths.ledger());
    time(fields, "newest_1000", () -> latest(ledger, 1_000));
    time(fields, "live_then", () -> ledger.liveAt(StoredVersions.NOON.plusSeconds(events / 3)));
    time(fields, "verify", () -> require(ledger.verify() instanceof LedgerVerification.Intact));
    Console console = output.console();
    console.result(fields.toString());
    console.document("ledger_bench", ExitCode.DONE, fields);
    return ExitCode.DONE;
  }

  private static void latest(Ledger ledger, int most) {
    require(ledger.latest(Optional.empty(), Optional.empty(), most).size() == most);
  }

  private static void rollback(ModelPaths paths) {
    ModelOutcome outcome =
        new RollbackRun(
                PromotionSettings.of(paths, Map.of(), LedgerAuthor.of("rollback fillnet")),
                (model, urls, expected) -> List.of(),
                StoredVersions.CLOCK,
                PromotionListener.NONE)
            .run(ModelName.FILLNET, Optional.empty());
    require(outcome.liveSha256().equals(Optional.of(StoredVersions.sha256(1))));
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("the answer is wrong");
    }
  }

  private static void time(ObjectNode fields, String name, Runnable step) {
    long start = System.nanoTime();
    step.run();
    fields.put(name + "_ms", Duration.ofNanos(System.nanoTime() - start).toMillis());
  }
}
