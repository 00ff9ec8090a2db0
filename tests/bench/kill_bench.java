///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.assertj:assertj-core:3.27.7
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/promote/Aftermath.java
//SOURCES ../ratchet/promote/HaltingDisk.java
//SOURCES ../ratchet/promote/StoreProcess.java
//SOURCES ../ratchet/promote/StoreProcessMain.java
//SOURCES ../ratchet/promote/StoredVersions.java
//DESCRIPTION Kill hundreds of promotions at random instants; every alias must be whole, every ledger mendable.

package ratchet.promote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.cli.Progress;
import ratchet.model.Json;

@Command(
    name = "kill_bench",
    description = {
      "Starts a process that promotes without end, kills it with SIGKILL after a random time, and",
      "checks alias, archive and ledger; again and again in one folder. Stops at the first fault."
    })
final class KillBench implements Callable<ExitCode> {
  private static final long LONGEST_NANOS = 30_000_000;

  @Mixin private OutputOptions output;

  @Option(names = "--kills", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}.")
  private int kills;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  public static void main(String... args) {
    System.exit(Cli.execute(new KillBench(), args));
  }

  @Override
  public ExitCode call() throws Exception {
    Console console = output.console();
    Path folder = Files.createTempDirectory("kill-bench");
    ModelPaths paths = ModelPaths.of(folder);
    StoredVersions.promote(paths, 0, 1);
    Random random = new Random(seed);
    int mended = 0;
    try (Progress progress = Progress.start(console, "kills", kills)) {
      for (int kill = 0; kill < kills; kill++) {
        try (StoreProcess process = StoreProcess.start("forever", folder)) {
          process.awaitLine("ready");
          LockSupport.parkNanos((long) (random.nextDouble() * LONGEST_NANOS));
          process.kill();
        }
        long before = recoveries(paths);
        Aftermath.assertWhole(paths, 0, 1);
        mended += recoveries(paths) > before ? 1 : 0;
        progress.step(1);
      }
    }
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("kills", kills).put("mended", mended).put("folder", folder.toString());
    console.result(kills + " kills, " + mended + " left something to mend, no fault; " + folder);
    console.document("kill_bench", ExitCode.DONE, fields);
    return ExitCode.DONE;
  }

  private static long recoveries(ModelPaths paths) {
    return new Ledger(paths.ledger())
        .read().stream().filter(event -> event.event() == LedgerEvent.Kind.RECOVERED).count();
  }
}
