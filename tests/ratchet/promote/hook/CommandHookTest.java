package ratchet.promote.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.HookOutcome.HookState;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.promote.rollout.HookResult;

@Timeout(120)
@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandHookTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private CommandHook hook(String command) {
    return CommandHook.find("backtest", Optional.of(command), Map.of(), folder).orElseThrow();
  }

  private HookResult run(String command, String... arguments) {
    return hook(command).run(List.of(arguments), Map.of(), LONG);
  }

  @Test
  void passesArgumentsAsTheyAre() {
    HookResult result =
        run("sh -c 'for a in \"$@\"; do echo \"<$a>\"; done' backtest", "--from", "a b", "'\"$x");
    assertThat(result.state()).isEqualTo(HookState.PASSED);
    assertThat(result.exit()).hasValue(0);
    assertThat(result.tail()).isEqualTo("<--from>\n<a b>\n<'\"$x>\n");
    assertThat(result.passed()).isTrue();
  }

  @Test
  void asksForTheLastFourteenDaysOrThePolicy() {
    LocalDate today = LocalDate.of(2026, 3, 1);
    assertThat(hook("x").arguments(ModelName.ALPHA, today))
        .containsExactly("--from", "2026-02-15", "--to", "2026-03-01");
    CommandHook ope = CommandHook.find("ope", Optional.of("x"), Map.of(), folder).orElseThrow();
    assertThat(ope.arguments(ModelName.FILLNET, today)).containsExactly("--policy", "fee");
    assertThat(ope.arguments(ModelName.RUGGUARD, today)).containsExactly("--policy", "sizing");
  }

  @Test
  void showsTheCommandWhereTheModelsAre() {
    HookResult result =
        hook("sh -c 'echo $ALPHA_MODEL_PATH; pwd'")
            .run(List.of(), Map.of(ModelName.ALPHA, folder.resolve("a.json")), LONG);
    assertThat(result.tail()).startsWith(folder.resolve("a.json") + "\n");
  }

  @Test
  void failsWithTheExitStatusAndWhatWasPrinted() {
    HookResult result = run("sh -c 'echo out; echo err >&2; exit 7'");
    assertThat(result.state()).isEqualTo(HookState.FAILED);
    assertThat(result.exit()).hasValue(7);
    assertThat(result.tail()).contains("out").contains("err");
    assertThat(result.toJson().toString())
        .startsWith("{\"name\":\"backtest\",\"state\":\"failed\",\"exit\":7,\"tail\":");
  }

  @Test
  void keepsTheEndOfALongOutput() {
    HookResult result = run("sh -c 'seq 1 200000; echo the end'");
    assertThat(result.state()).isEqualTo(HookState.PASSED);
    assertThat(result.tail()).hasSize(2000).endsWith("\n200000\nthe end\n");
  }

  @Test
  void isAbsentWhenTheProgramIsNotThere() {
    HookResult result = run("/no/such/program --x");
    assertThat(result.state()).isEqualTo(HookState.ABSENT);
    assertThat(result.passed()).isFalse();
    assertThat(result.tail()).contains("/no/such/program");
  }

  @Test
  void givesTheCommandNothingToRead() {
    assertThat(run("cat").state()).isEqualTo(HookState.PASSED);
  }

  @Test
  void killsEverythingTheCommandStartedWhenTimeIsUp() throws Exception {
    Path pids = folder.resolve("pids");
    Files.writeString(
        folder.resolve("tree.sh"),
        """
        sleep 600 & echo $! >> pids
        sh -c 'sleep 600 & echo $! >> pids; wait' &
        (sh -c 'echo $$ >> pids; exec setsid sleep 600' &)
        echo $$ >> pids
        echo started
        wait
        """);
    HookResult result = hook("sh tree.sh").run(List.of(), Map.of(), Duration.ofSeconds(3));
    assertThat(result.state()).isEqualTo(HookState.TIMED_OUT);
    assertThat(result.exit()).isEmpty();
    assertThat(result.tail()).startsWith("started");
    List<String> started = Files.readAllLines(pids);
    assertThat(started).hasSize(4);
    for (String pid : started) {
      assertThat(ends(Long.parseLong(pid))).as("process " + pid + " ends").isTrue();
    }
  }

  /** A process that was killed is on its way out for a moment. */
  private static boolean ends(long pid) throws IOException {
    Instant end = Instant.now().plusSeconds(30);
    while (isRunning(pid)) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  /** A process that was killed but not yet reaped is not running. */
  private static boolean isRunning(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(Path.of("/proc/self"))) {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
    try {
      String text = Files.readString(status);
      return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return Files.exists(status);
    }
  }

  @Test
  void doesNotWaitForWhatRunsOnInTheBackground() {
    HookResult result = run("sh -c 'echo before; sleep 20 & exit 0'");
    assertThat(result.state()).isEqualTo(HookState.PASSED);
    assertThat(result.tail()).startsWith("before\n");
    assertThat(result.seconds()).as("the background's twenty seconds").isLessThan(20);
  }

  @Test
  void prefersTheOptionToTheEnvironmentToThePackage() throws IOException {
    Files.writeString(folder.resolve("package.json"), "{\"scripts\":{\"backtest\":\"tsx b.ts\"}}");
    Map<String, String> environment = Map.of("PROMOTE_BACKTEST_COMMAND", "from env");
    assertThat(hook("from option").words()).containsExactly("from", "option");
    assertThat(CommandHook.find("backtest", Optional.empty(), environment, folder))
        .map(CommandHook::words)
        .contains(List.of("from", "env"));
    assertThat(CommandHook.find("backtest", Optional.empty(), Map.of(), folder))
        .map(CommandHook::words)
        .contains(List.of("pnpm", "run", "backtest"));
    assertThat(CommandHook.find("ope", Optional.empty(), environment, folder)).isEmpty();
  }

  @Test
  void refusesAPackageThatCannotBeRead() throws IOException {
    Files.writeString(folder.resolve("package.json"), "{\"scripts\":");
    assertThatThrownBy(() -> CommandHook.find("ope", Optional.empty(), Map.of(), folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("package.json is not valid JSON");
  }

  @Test
  void startsNothingThatAnyUserMayHavePutIntoTheFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("package.json"), "{\"scripts\":{\"ope\":\"x\"}}");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() -> CommandHook.find("ope", Optional.empty(), Map.of(), folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + " names a script ope to run, and any user may have written");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(CommandHook.find("ope", Optional.empty(), Map.of(), folder)).isPresent();
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
    Files.setAttribute(file, "unix:uid", 65_534);
    assertThatThrownBy(() -> CommandHook.find("ope", Optional.empty(), Map.of(), folder))
        .isInstanceOf(InputException.class);
    assertThat(CommandHook.find("ope", Optional.of("own"), Map.of(), folder)).isPresent();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(CommandHook.find("ope", Optional.empty(), Map.of(), folder)).isPresent();
  }

  @Test
  void splitsWordsAsAShellDoes() {
    assertThat(ShellWords.split("x", "a  'b \\ c' \"d \\\" \\x\" e\\ f '' g\"h\"'i'\t"))
        .containsExactly("a", "b \\ c", "d \" \\x", "e f", "", "ghi");
    for (String bad : new String[] {"a 'b", "a \"b", "a\\", "   ", "'' a"}) {
      assertThatThrownBy(() -> ShellWords.split("--backtest-command", bad))
          .as(bad)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("--backtest-command");
    }
  }
}
