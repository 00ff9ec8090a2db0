import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import ratchet.cli.ExitCode;
import ratchet.gate.GateCandidates;
import ratchet.model.ModelName;

/** The file of gauges after a hold, a release or a rollback by hand. */
@Timeout(120)
class RenewedGaugesTest extends GaugesFolder {
  /** What happens at three in the morning must reach the alerts before the next promotion does. */
  @Test
  void holdReleaseAndRollbackRenewWhatTheyChangeAndNothingElse() throws IOException {
    assertThat(promote()).isZero();
    String firstCreated = line("promote_live_created_timestamp_seconds{model=\"alpha\"}");
    candidate(
        GateCandidates.good(ModelName.ALPHA, Instant.now().minus(Duration.ofMinutes(5)))
            .weight(0.2));
    assertThat(promote()).isZero();
    String ofTheRun = ofTheRun();
    assertThat(ofTheRun).contains("promote_outcome{model=\"alpha\",outcome=\"ok\"} 1");
    assertThat(byHand(new HoldCommand(), "--reason", "x").exit()).isZero();
    assertThat(line("promote_on_hold{model=\"alpha\"}")).endsWith(" 1");
    assertThat(byHand(new HoldCommand(), "--release").exit()).isZero();
    assertThat(line("promote_on_hold{model=\"alpha\"}")).endsWith(" 0");
    byte[] before = Files.readAllBytes(gauges);
    CommandRun rehearsal =
        byHand(new RollbackCommand(), "--hold", "x", "--reload-url", "alpha=", "--dry-run");
    assertThat(rehearsal.exit()).as(rehearsal.err()).isZero();
    assertThat(gauges).hasBinaryContent(before);
    CommandRun back = byHand(new RollbackCommand(), "--hold", "x", "--reload-url", "alpha=");
    assertThat(back.exit()).as(back.err()).isZero();
    assertThat(line("promote_on_hold{model=\"alpha\"}")).endsWith(" 1");
    assertThat(line("promote_live_created_timestamp_seconds{model=\"alpha\"}"))
        .isEqualTo(firstCreated);
    assertThat(ofTheRun()).isEqualTo(ofTheRun);
  }

  @Test
  void aFileThatCannotBeRenewedStopsNoRollback() throws IOException {
    assertThat(promote()).isZero();
    Path alias = folder.resolve(ModelName.ALPHA.aliasFile());
    byte[] first = Files.readAllBytes(alias);
    candidate(GateCandidates.good(ModelName.ALPHA, Instant.now()).weight(0.2));
    assertThat(promote()).isZero();
    gauges = folder.resolve("none/promote.prom");
    CommandRun back = byHand(new RollbackCommand(), "--reload-url", "alpha=");
    assertThat(back.exit()).isEqualTo(4);
    assertThat(back.out()).startsWith("ROLLBACK alpha=ok");
    assertThat(back.err()).contains("none; everything else that the command did is done");
    assertThat(alias).hasBinaryContent(first);
    gauges = alias;
    assertThat(byHand(new HoldCommand(), "--reason", "x").exit()).isEqualTo(4);
    assertThat(alias).hasBinaryContent(first);
  }

  /** Without the ledger nobody knows what is on hold; the file does not say 0. */
  @Test
  void aLedgerThatCannotBeReadLeavesTheGaugesOfTheAliasesAlone() throws IOException {
    assertThat(promote()).isZero();
    Path ledger = folder.resolve("ledger.jsonl");
    Files.move(ledger, logs.resolve("ledger.jsonl"));
    Files.createDirectory(ledger);
    byHand(new RollbackCommand(), "--reload-url", "alpha=", "--hold", "x");
    assertThat(gauges)
        .content()
        .contains("promote_live_created_timestamp_seconds{model=\"alpha\"} ", "promote_outcome{")
        .doesNotContain("promote_on_hold", "promote_refusals_in_a_row");
  }

  private CommandRun byHand(Callable<ExitCode> command, String... more) {
    List<String> all = new ArrayList<>(List.of("alpha", "--models-dir", folder.toString()));
    all.addAll(List.of("--metrics-file", gauges.toString()));
    all.addAll(List.of(more));
    return CommandRun.of(command, all.toArray(String[]::new));
  }

  private String ofTheRun() throws IOException {
    return Files.readAllLines(gauges).stream()
        .filter(line -> line.matches("promote_(last_|outcome|gate).*"))
        .collect(Collectors.joining("\n"));
  }

  /** As a crontab or ratchet.properties has it; also when the command line cannot be read. */
  @Test
  void theEnvironmentNamesTheFileForAllThatWriteIt() throws Exception {
    List<String> arguments = List.of("--unknown", "--models-dir", folder.toString());
    for (ProcessBuilder builder :
        List.of(
            process("PromoteCommand", arguments),
            process("HoldCommand", arguments.subList(1, arguments.size())))) {
      builder.environment().put("PROMOTE_METRICS_FILE", gauges.toString());
      Process process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(outcome()).isEqualTo("usage");
    assertThat(line("promote_on_hold{model=\"alpha\"}")).endsWith(" 0");
  }
}
