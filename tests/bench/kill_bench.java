///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS org.assertj:assertj-core:3.27.7
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/gate/GateCandidates.java
//SOURCES ../ratchet/promote/StoreInvariants.java
//SOURCES ../ratchet/promote/reload/FakeRuntime.java
//SOURCES ../ratchet/store/HaltingFileOperations.java
//SOURCES ../ratchet/store/LiveVersions.java
//SOURCES ../ratchet/store/PausingFileOperations.java
//SOURCES ../ratchet/promote/PromotionFixture.java
//SOURCES ../ratchet/process/JavaProcess.java
//SOURCES ../ratchet/promote/StoreProcess.java
//SOURCES ../ratchet/store/StoredVersions.java
//SOURCES ../ratchet/promote/TwoModels.java
//SOURCES ../ratchet/watch/CommandLoop.java
//SOURCES ../ratchet/watch/DrawnVersions.java
//MAIN ratchet.promote.KillBench
//DESCRIPTION Kill hundreds of promotions at random instants; every alias must be whole, every ledger repairable.

package ratchet.promote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
import ratchet.process.JavaProcess;
import ratchet.promote.reload.ReloadReply;
import ratchet.store.Ledger;
import ratchet.store.LedgerEvent;
import ratchet.store.ModelPaths;
import ratchet.store.StoredVersions;
import ratchet.watch.CommandLoop;

@Command(
    name = "kill_bench",
    description = {
      "Starts a process that promotes without end, kills it with SIGKILL after a random time, and",
      "checks alias, archive and ledger; again and again in one folder. Of three processes one",
      "promotes alone, one promotes two models together and is killed when it has renamed one"
          + " alias,",
      "or both, or taken one or both back: both are old or both new after the next run. The third",
      "holds, releases, anchors, watches and takes back, and rolls back. Stops at the first fault."
    })
final class KillBench implements Callable<ExitCode> {
  private static final long LONGEST_NANOS = 30_000_000;

  /** The first turn of the commands takes this long, as their classes are loaded in it. */
  private static final long LONGEST_COMMANDS_NANOS = 1_500_000_000;

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
    ModelPaths alone = ModelPaths.of(Files.createDirectory(folder.resolve("alone")));
    StoredVersions.promote(alone, 0, 1);
    PromotionFixture pair = TwoModels.champions(Files.createDirectory(folder.resolve("together")));
    ModelPaths commands = ModelPaths.of(Files.createDirectory(folder.resolve("commands")));
    Random random = new Random(seed);
    int recovered = 0;
    int apart = 0;
    try (Progress progress = Progress.start(console, "kills", kills)) {
      for (int kill = 0; kill < kills; kill++) {
        if (kill % 3 == 2) {
          killAtAnyTime("commands", commands, random, LONGEST_COMMANDS_NANOS);
          recovered += CommandLoop.assertRecovered(commands) ? 1 : 0;
          progress.step(1);
          continue;
        }
        boolean together = kill % 3 == 1;
        ModelPaths paths = together ? pair.paths() : alone;
        if (together) {
          killAtRename(pair, random);
        } else {
          killAtAnyTime("forever", paths, random, LONGEST_NANOS);
        }
        long before = recoveries(paths);
        if (together) {
          apart += isApart(pair) ? 1 : 0;
          assertBothOrNeither(pair);
        } else {
          StoreInvariants.assertWhole(paths, 0, 1);
        }
        recovered += recoveries(paths) > before ? 1 : 0;
        progress.step(1);
      }
    }
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("kills", kills).put("recovered", recovered).put("apart", apart);
    fields.put("folder", folder.toString());
    console.result(
        kills
            + " kills, "
            + recovered
            + " left something to fix, "
            + apart
            + " of them one model of two, no fault; "
            + folder);
    console.document("kill_bench", ExitCode.DONE, fields);
    return ExitCode.DONE;
  }

  /** Two renames where the runtimes confirm, four where they do not. */
  private static void killAtRename(PromotionFixture pair, Random random) throws Exception {
    boolean confirmed = random.nextBoolean();
    String answer = (confirmed ? ReloadReply.Outcome.OK : ReloadReply.Outcome.FAILED).name();
    String rename = Integer.toString(1 + random.nextInt(confirmed ? 2 : 4));
    try (JavaProcess process =
        StoreProcess.start("together", pair.paths().directory(), answer, rename)) {
      process.await("paused");
      process.kill();
    }
  }

  private static void killAtAnyTime(String task, ModelPaths paths, Random random, long longestNanos)
      throws Exception {
    try (JavaProcess process = StoreProcess.start(task, paths.directory())) {
      process.await("ready");
      LockSupport.parkNanos((long) (random.nextDouble() * longestNanos));
      process.kill();
    }
  }

  private static boolean isApart(PromotionFixture pair) {
    return TwoModels.isCandidate(pair, TwoModels.A) != TwoModels.isCandidate(pair, TwoModels.B);
  }

  private static void assertBothOrNeither(PromotionFixture pair) {
    boolean apart = isApart(pair);
    List<LedgerEvent> recovered = TwoModels.recover(pair);
    if (isApart(pair) || (apart && recovered.isEmpty())) {
      throw new AssertionError("one of two is live, and the next run recovered " + recovered);
    }
    TwoModels.assertLedgerTellsTheAliases(pair);
  }

  private static long recoveries(ModelPaths paths) {
    return new Ledger(paths.ledger())
        .read().stream().filter(event -> event.event() == LedgerEvent.Kind.RECOVERED).count();
  }
}
