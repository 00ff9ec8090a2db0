import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.model.Digest;
import ratchet.process.JavaProcess;
import ratchet.promote.reload.FakeRuntime;
import ratchet.store.LedgerEvent;
import ratchet.store.LedgerEvent.Kind;

/** The command as a process of its own: killed within its switch, and ended by signals. */
@Timeout(180)
class WatchProcessTest {
  private static final String NEW = Digest.of(ProbationFolder.NEW);
  private static final String FORMER = Digest.of(ProbationFolder.FORMER);

  @TempDir private static Path shared;
  private static Path log;

  @TempDir private Path folder;
  private ProbationFolder bed;
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void seed() {
    log = ProbationFolder.log(shared.resolve("log.db"));
  }

  @BeforeEach
  void copy() throws Exception {
    Path own = Files.copy(log, folder.resolve("log.db"));
    bed = ProbationFolder.of(own, folder.resolve("models"), ProbationFolder.LONG).turned();
  }

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  /** The alias is the former version's, and no runtime has confirmed it. */
  @Test
  void aKillAfterTheSwitchIsCompletedByTheNextRun() throws Exception {
    try (FakeRuntime runtime = FakeRuntime.hanging()) {
      Process process = watch("--once", "--rollback", url(runtime));
      runtime.awaitRequests(1);
      process.destroyForcibly().waitFor();
    }
    assertThat(bed.live()).isEqualTo(FORMER);
    assertThat(bed.last().event()).as("not entered yet").isEqualTo(Kind.PROMOTED);
    assertNextRunCompletes(Kind.RECOVERED, Kind.WATCH_ROLLED_BACK);
  }

  /** No runtime confirmed it: the worse version is live again, and then the process was killed. */
  @Test
  void aKillWhileTheSwitchIsUndoneIsCompletedByTheNextRun() throws Exception {
    try (FakeRuntime runtime = FakeRuntime.saying(422, "{\"status\":\"error\"}").thenHanging()) {
      Process process = watch("--once", "--rollback", url(runtime));
      runtime.awaitRequests(2);
      process.destroyForcibly().waitFor();
    }
    assertThat(bed.live()).isEqualTo(NEW);
    assertNextRunCompletes(Kind.RELOAD_FAILED, Kind.RECOVERED, Kind.WATCH_ROLLED_BACK);
  }

  private void assertNextRunCompletes(Kind... entered) {
    try (FakeRuntime runtime =
        FakeRuntime.telling("fillnet", bed.models().resolve("fillnet.json"))) {
      CommandRun next = bed.watch("--once", "--rollback", url(runtime));
      assertThat(next.exit()).as(next.err()).isEqualTo(3);
      assertThat(next.out()).startsWith("WATCH fillnet=rolled_back");
      assertThat(runtime.asked()).as("the runtime confirms it").isEqualTo(1);
    }
    assertThat(bed.live()).isEqualTo(FORMER);
    assertThat(bed.paths().intent()).doesNotExist();
    assertThat(bed.ledger().stream().skip(2).map(LedgerEvent::event)).containsExactly(entered);
    assertThat(bed.last().toSha256()).isEqualTo(FORMER);
    assertThat(
            CommandRun.of(new HistoryCommand(), "--models-dir=" + bed.models(), "--verify").exit())
        .isZero();
    assertThat(bed.watch("--once", "--rollback").exit()).as("once").isZero();
  }

  /** At no chosen instant: one of the two versions is live, and the next run agrees with it. */
  @ParameterizedTest
  @CsvSource({"0", "8"})
  void aKillSoonAfterTheAliasIsTouchedLeavesOneOfBoth(long milliseconds) throws Exception {
    try (FakeRuntime runtime =
        FakeRuntime.telling("fillnet", bed.models().resolve("fillnet.json"))) {
      Process process = watch("--once", "--rollback", url(runtime));
      while (process.isAlive() && Files.notExists(bed.paths().intent())) {
        Thread.onSpinWait();
      }
      process.waitFor(milliseconds, java.util.concurrent.TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertThat(bed.live()).isIn(NEW, FORMER);
      CommandRun next = bed.watch("--once", "--rollback", url(runtime));
      assertThat(next.exit()).as(next.err()).isIn(0, 3);
    }
    assertThat(bed.live()).isEqualTo(FORMER);
    assertThat(bed.last().toSha256()).isEqualTo(FORMER);
    assertThat(bed.ledger()).extracting(LedgerEvent::event).contains(Kind.WATCH_ROLLED_BACK);
    assertThat(bed.paths().intent()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129"})
  void aSignalBetweenTwoLooksIsToldAndIsNoSuccess(String signal, int exit) throws Exception {
    bed.execute("DELETE FROM exec_outcomes WHERE ts > " + bed.promoted().toEpochMilli());
    Process process = watch("--every=1h", "--for=24h");
    try (BufferedReader out = process.inputReader(UTF_8)) {
      assertThat(out.readLine())
          .isEqualTo("WATCH fillnet=on_probation reason=no_outcomes outcomes=0");
      signal(process, signal);
      assertThat(process.waitFor()).isEqualTo(exit);
    }
    assertThat(errors(process)).contains("warning: watch was ended by a signal");
    assertThat(bed.live()).isEqualTo(NEW);
  }

  /** The runtime has been asked; the look ends in order before the process does. */
  @Test
  void aSignalWithinALookLetsItsSwitchEnd() throws Exception {
    Process process;
    try (FakeRuntime runtime = FakeRuntime.hanging()) {
      process = watch("--every=1h", "--rollback", url(runtime));
      runtime.awaitRequests(1);
      signal(process, "TERM");
    }
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(errors(process)).contains("completed its look");
    assertThat(bed.live()).as("the runtime did not confirm").isEqualTo(NEW);
    assertThat(bed.last().event()).isEqualTo(Kind.ROLLBACK_FAILED);
    assertThat(bed.paths().intent()).doesNotExist();
  }

  private static String url(FakeRuntime runtime) {
    return "--reload-url=fillnet=" + runtime.url();
  }

  private Process watch(String... more) throws IOException {
    List<String> command = JavaProcess.command("WatchCommand", bed.arguments(more));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private static String errors(Process process) throws IOException {
    try (BufferedReader err = process.errorReader(UTF_8)) {
      return err.lines().collect(Collectors.joining("\n"));
    }
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
