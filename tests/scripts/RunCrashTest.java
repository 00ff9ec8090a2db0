import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ratchet.cli.Cli;
import ratchet.cli.ExitCode;
import ratchet.gate.GateCandidates;
import ratchet.model.ModelName;

/** The file of gauges after a crash, a signal and a death in the middle of a run. */
@Timeout(180)
class RunCrashTest extends GaugesFolder {
  /** What it prints cannot be printed: no failure that a command knows. */
  private static final class Broken extends StringWriter {
    private final String from;

    Broken(String from) {
      this.from = from;
    }

    @Override
    public void write(String text, int offset, int length) {
      if (text.contains(from)) {
        throw new IllegalStateException("broken at " + from);
      }
      super.write(text, offset, length);
    }
  }

  private void crash(Callable<ExitCode> command, String from) {
    StringWriter err = new StringWriter();
    int exit =
        Cli.execute(
            command,
            new PrintWriter(new Broken(from), true),
            new PrintWriter(err, true),
            arguments().toArray(String[]::new));
    assertThat(exit).as(err.toString()).isEqualTo(1);
    assertThat(err.toString()).contains("unexpected failure", "broken at ");
  }

  @Test
  void aCrashOfAPromotionIsABugAndNoSuccess() throws IOException {
    assertThat(promote()).isZero();
    String earlier =
        Files.readString(gauges).replaceAll("(success_timestamp_seconds) \\d+", "$1 1700000000");
    Files.writeString(gauges, earlier);
    candidate(GateCandidates.good(ModelName.ALPHA, Instant.now()).weight(0.2));
    crash(new PromoteCommand(), "PROMOTE alpha");
    assertThat(outcome()).isEqualTo("bug");
    assertThat(success()).isEqualTo(1_700_000_000L);
    assertThat(gauges)
        .content()
        .doesNotContain("promote_outcome{")
        .contains("promote_live_created_timestamp_seconds{model=\"alpha\"} ");
    assertThat(promote()).isZero();
    assertThat(outcome()).isEqualTo("done");
  }

  /** In its first step, in the promotion, and in the report, when all that counts is done. */
  @Test
  void aCrashOfTheWeeklyJobIsABugWhereverItHappens() throws IOException {
    database = TrainerRun.seeded(logs.resolve("trenches.db"));
    for (String from : List.of("check: ", "PROMOTE alpha", "report: ")) {
      Files.deleteIfExists(gauges);
      crash(new RetrainCommand(), from);
      assertThat(outcome()).as(from).isEqualTo("bug");
      assertThat(success()).isZero();
      assertThat(Files.readString(gauges).contains("promote_outcome{"))
          .as(from)
          .isEqualTo(from.equals("report: "));
    }
  }

  /** Killed in its promotion; what the last job came to is handed on. */
  @Test
  void theWeeklyJobTellsASignalAndADeathToo() throws Exception {
    database = TrainerRun.seeded(logs.resolve("trenches.db"));
    Path asked = logs.resolve("asked");
    for (boolean death : new boolean[] {false, true}) {
      Files.deleteIfExists(asked);
      Files.writeString(gauges, "# HELP x\npromote_last_success_timestamp_seconds 1700000000\n");
      Process process =
          start("RetrainCommand", "--backtest-command", "sh -c 'touch " + asked + "; sleep 100'");
      try {
        awaitFile(asked, process);
        assertThat(outcome()).isEqualTo("running");
        end(process, death);
        assertThat(outcome()).isEqualTo(death ? "running" : "killed");
        assertThat(success()).isEqualTo(1_700_000_000L);
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void aSignalIsAnEndAndADeathLeavesTheRunOpen() throws Exception {
    for (boolean death : new boolean[] {false, true}) {
      Files.deleteIfExists(gauges);
      Process process = start("PromoteCommand", "--backtest-command", "sleep 100");
      try {
        awaitFile(gauges, process);
        assertThat(outcome()).isEqualTo("running");
        end(process, death);
        assertThat(outcome()).isEqualTo(death ? "running" : "killed");
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private void awaitFile(Path file, Process process) throws Exception {
    while (!Files.exists(file)) {
      assertThat(process.isAlive()).as(Files.readString(logs.resolve("err"))).isTrue();
      Thread.sleep(10);
    }
  }

  private static void end(Process process, boolean death) throws InterruptedException {
    if (death) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }
}
