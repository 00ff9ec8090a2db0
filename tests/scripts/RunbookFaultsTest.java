import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.GateCandidates;
import ratchet.health.WriterProcess;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.process.JavaProcess;
import ratchet.promote.reload.FakeRuntime;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.seed.SeedCopies;
import ratchet.seed.SeedPlan;

/**
 * The incidents of docs/runbook.md that take another process or a file system: a disk that is full,
 * a database that another process holds, a second promotion at work, a runtime that reads a stale
 * folder. The page's lines are run by a shell, as they stand, while the fault lasts.
 */
@Timeout(300)
class RunbookFaultsTest {
  private static final String DISK = "The disk is full";
  private static final String LOCKED = "The database is locked";
  private static final String VERSIONS = "One runtime serves another version";
  private static final String TWO = "Two promotions at once";
  static final List<String> PLAYED = List.of(DISK, LOCKED, VERSIONS, TWO);

  private static final String PROMOTE =
      "./jbangw promote fillnet --on-paper --no-built-in-hooks --reload-url fillnet=";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private static Path data;
  @TempDir private Path folder;

  private Path models;
  private Path alias;
  private String first;
  private String second;

  @BeforeAll
  static void aLog() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    SeedCopies.copy(new SeedPlan(42, 21, 600, 20_000, today), data.resolve("trenches.db"));
  }

  /** The first version is live, the second one waits. */
  @BeforeEach
  void aVersionIsLiveAndACandidateWaits() throws Exception {
    LauncherStandIn.write(folder);
    models = Files.createDirectories(folder.resolve("models"));
    alias = models.resolve(ModelName.FILLNET.aliasFile());
    first = candidate(0.1, 0.18);
    promote();
    second = candidate(0.2, 0.15);
  }

  private String candidate(double weight, double slipMape) throws IOException {
    byte[] content =
        GateCandidates.good(ModelName.FILLNET, Instant.now().minus(Duration.ofHours(1)))
            .weight(weight)
            .metric("slip_mape", slipMape)
            .bytes();
    Files.write(models.resolve(ModelName.FILLNET.candidateFile()), content);
    return Digest.of(content);
  }

  /** What {@link #PROMOTE} does, in this process. */
  private void promote() {
    List<String> arguments = new ArrayList<>(List.of(PROMOTE.split(" ")));
    arguments.subList(0, 2).clear();
    arguments.addAll(List.of("--models-dir", models.toString()));
    CommandRun run = CommandRun.of(new PromoteCommand(), arguments.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private String live() throws IOException {
    return Digest.of(Files.readAllBytes(alias));
  }

  private ProcessBuilder shell(String script) {
    ProcessBuilder shell = LauncherStandIn.shell(folder, script);
    shell.environment().put("MODELS_DIR", models.toString());
    return shell;
  }

  private LauncherStandIn.Ended run(String script) throws Exception {
    return LauncherStandIn.run(shell(script), folder.resolve("log"));
  }

  private static String only(String heading) throws IOException {
    List<String> lines = RunbookPage.lines(heading);
    assertThat(lines).as(heading).hasSize(1);
    return lines.get(0);
  }

  /**
   * A file system of its own for the models, full but for so many pages of 4096 bytes: with none
   * left the alias does not fit, with one left the copy for the history does not.
   */
  @Test
  void aDiskThatIsFullChangesNothingAndTheSameCommandsGoOnLater() throws Exception {
    String enter = "unshare --map-root-user --mount bash -eo pipefail ";
    assumeTrue(
        run(enter + "-c 'mount -t tmpfs tmpfs models'").exit() == 0,
        "this account may not mount a file system of its own");
    promote();
    String third = candidate(0.3, 0.14);
    Files.writeString(
        folder.resolve("full.sh"),
        """
        cp -r models saved
        tried() { "$@" && echo "exit 0" || echo "exit $?"; }
        for pages in 0 1; do
          mount -t tmpfs -o size=1m tmpfs models
          cp -r saved/. models
          head -c $((($(stat -f -c %a models) - pages) * 4096)) /dev/zero >models/junk
          echo "== full"
          tried PROMOTE
          tried PAGE
          tried ./jbangw rollback fillnet --reload-url fillnet=
          sha256sum <models/fillnet.json
          rm models/junk
          echo "== space"
          tried PROMOTE
          sha256sum <models/fillnet.json
          tried ./jbangw history --verify
          umount models
        done
        """
            .replace("PROMOTE", PROMOTE)
            .replace("PAGE", only(DISK)));
    LauncherStandIn.Ended ended = run(enter + "full.sh");
    assertThat(ended.exit()).as(ended.log()).isZero();
    String[] states = ended.log().split("== ");
    assertThat(states).hasSize(5);
    for (int i = 1; i < states.length; i += 2) {
      assertThat(states[i])
          .containsSubsequence(
              "PROMOTE fillnet=skipped reason=alias_not_replaced",
              "No space left on device; the alias is unchanged; remedy: free some space",
              "exit 4",
              "fail  disk",
              "exit 4",
              "ROLLBACK fillnet=failed still_live=" + Digest.abbreviate(second),
              "No space left on device",
              "free some space",
              "exit 4",
              second);
      assertThat(states[i + 1])
          .containsSubsequence(
              "PROMOTE fillnet=ok", "exit 0", third, "the ledger is unchanged", "exit 0");
    }
  }

  @Test
  void aDatabaseThatAProcessHoldsStopsWhatReadsItAndNoRollback() throws Exception {
    Path database = Files.copy(data.resolve("trenches.db"), folder.resolve("held.db"));
    try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = open.createStatement()) {
      statement.execute("PRAGMA journal_mode = DELETE"); // in WAL mode nobody waits for a writer
    }
    promote();
    String held = "export SQLITE_DB_PATH=" + database + "\n";
    try (JavaProcess writer =
        WriterProcess.start("hold", database.toString(), "BEGIN EXCLUSIVE")
            .await("in transaction")) {
      LauncherStandIn.Ended check = run(held + only(LOCKED));
      assertThat(check.exit()).isEqualTo(4);
      assertThat(check.log())
          .contains("held.db is locked by process " + writer.pid() + " (", "remedy: ");
      candidate(0.3, 0.14);
      LauncherStandIn.Ended promote = run(held + "./jbangw promote fillnet --reload-url fillnet=");
      assertThat(promote.exit()).isEqualTo(4);
      assertThat(promote.log()).contains("is locked by process " + writer.pid());
      assertThat(live()).isEqualTo(second);
      LauncherStandIn.Ended back = run(held + "./jbangw rollback fillnet --reload-url fillnet=");
      assertThat(back.exit()).as(back.log()).isZero();
      assertThat(live()).isEqualTo(first);
      writer.end();
    }
    LauncherStandIn.Ended later = run(held + only(LOCKED));
    assertThat(later.exit()).as(later.log()).isZero();
  }

  @Test
  void aRuntimeThatReadsAStaleFolderIsNamedAndConfirmsOnceItReadsTheAlias() throws Exception {
    Path stale = Files.createDirectories(folder.resolve("stale"));
    Files.copy(alias, stale.resolve(alias.getFileName()));
    promote();
    try (RuntimeServer right = runtime(models);
        RuntimeServer wrong = runtime(stale)) {
      String fleet =
          "export PROMOTE_FILLNET_RELOAD_URL=" + reload(right) + "," + reload(wrong) + "\n";
      LauncherStandIn.Ended differs = run(fleet + only(VERSIONS));
      assertThat(differs.exit()).isEqualTo(5);
      assertThat(differs.log())
          .containsPattern(reload(right) + " +ok\\(200\\)")
          .containsPattern(
              reload(wrong)
                  + " +failed\\(serves "
                  + Digest.abbreviate(first)
                  + " instead of "
                  + Digest.abbreviate(second)
                  + "\\)");
      Files.copy(alias, stale.resolve(alias.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      LauncherStandIn.Ended agrees = run(fleet + only(VERSIONS));
      assertThat(agrees.exit()).as(agrees.log()).isZero();
      assertThat(wrong.models().get(ModelName.FILLNET).serving().orElseThrow().sha256())
          .isEqualTo(second);
    }
  }

  private static RuntimeServer runtime(Path models) {
    return RuntimeServer.start(
        RuntimeOptions.of(Role.EXECUTOR, models).port(0).withoutWatch().log(x -> {}).build());
  }

  private static URI reload(RuntimeServer runtime) {
    return runtime.uri().resolve("/control/reload-models");
  }

  /** The first one is at its hook; the second one is done meanwhile. */
  @Test
  void aPromotionThatFindsAnotherVersionLiveAfterItsHooksChangesNothing() throws Exception {
    Path hook = folder.resolve("hook");
    Files.writeString(hook, "#!/bin/sh\ntouch asked\nwhile [ ! -e go ]; do sleep 0.05; done\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    Process slow =
        shell(
                "./jbangw promote fillnet --on-paper --ope-command "
                    + hook
                    + " --no-built-in-hooks --reload-url fillnet=")
            .redirectOutput(folder.resolve("slow").toFile())
            .start();
    try {
      await(folder.resolve("asked"), slow);
      LauncherStandIn.Ended quick = run(PROMOTE);
      assertThat(quick.exit()).as(quick.log()).isZero();
      assertThat(live()).isEqualTo(second);
      Files.createFile(folder.resolve("go"));
      assertThat(slow.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      slow.destroyForcibly();
    }
    assertThat(slow.exitValue()).isEqualTo(4);
    assertThat(folder.resolve("slow"))
        .content()
        .contains("PROMOTE fillnet=skipped reason=alias_changed_meanwhile");
    assertThat(live()).isEqualTo(second);
    assertThat(history()).contains("LIVE fillnet=" + Digest.abbreviate(second));
    assertThat(run(PROMOTE).log()).startsWith("PROMOTE fillnet=unchanged");
  }

  private String history() throws Exception {
    LauncherStandIn.Ended history = run(only(TWO));
    assertThat(history.exit()).isZero();
    assertThat(history.log()).doesNotContain("warning: only the newest");
    return history.log();
  }

  /** The first one waits for its runtime, in the middle of its switch. */
  @Test
  void aPromotionThatWaitsInVainForASwitchChangesNothing() throws Exception {
    try (FakeRuntime hanging = FakeRuntime.hanging()) {
      Process slow =
          shell(PROMOTE + hanging.url()).redirectOutput(folder.resolve("slow").toFile()).start();
      try {
        hanging.awaitRequests(1);
        LauncherStandIn.Ended waits = run(PROMOTE + " --lock-timeout 1");
        assertThat(waits.exit()).isEqualTo(4);
        assertThat(waits.log())
            .containsSubsequence(
                "promote.lock is held by process ", "(promote fillnet) since ", "waited 1.0 s");
        slow.destroyForcibly().waitFor();
      } finally {
        slow.destroyForcibly();
      }
    }
    assertThat(history()).contains("LIVE fillnet=" + Digest.abbreviate(second) + " since=unknown");
    LauncherStandIn.Ended again = run(PROMOTE);
    assertThat(again.exit()).as(again.log()).isZero();
    assertThat(live()).isEqualTo(second);
  }

  private static void await(Path file, Process process) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file)) {
      assertThat(process.isAlive()).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
