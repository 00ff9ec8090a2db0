import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.layout.Sources;
import ratchet.model.Json;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

/**
 * The steps of the weekly workflow, run as a runner runs them: {@code bash -eo pipefail} with the
 * workflow's own text, on a models folder of their own.
 */
@Timeout(300)
class WeeklyWorkflowTest {
  private static final Pattern RUN =
      Pattern.compile("(?m)^        run: \\|\\n((?:          .*\\n)+)");

  @TempDir private static Path shared;
  private static Path database;
  private static int nobody;

  @TempDir private Path folder;

  @BeforeAll
  static void seed() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    database = seeded(shared.resolve("trenches.db"), 450, 9_000);
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
  }

  private static Path seeded(Path file, int mints, int attempts) {
    try (Database opened = Database.openReadWrite(file)) {
      Instant end = Instant.now().minusSeconds(600);
      Seeder.seed(opened, new SeedPlan(42, 21, mints, attempts, end), false);
    }
    return file;
  }

  /** What a job came to, and what it leaves behind. */
  private record Ended(int exit, String log, Path folder) {
    JsonNode json() throws IOException {
      return Json.read(Files.readAllBytes(folder.resolve("work/out/retrain.json")));
    }

    String junit() throws IOException {
      return Files.readString(folder.resolve("work/out/retrain.xml"));
    }

    String summary() throws IOException {
      return Files.readString(folder.resolve("summary.md"));
    }
  }

  @Test
  void aThinModelFailsTheJobAndEverySurfaceSaysWhy() throws Exception {
    Ended ended = run(Map.of("SQLITE_DB_PATH", seeded(folder.resolve("thin.db"), 40, 1_000) + ""));
    assertThat(ended.exit()).as(ended.log()).isEqualTo(3);
    assertThat(ended.json().get("stopped_at").asText()).isEqualTo("check");
    assertThat(ended.log()).contains("::error title=check ", "rows to fit");
    assertThat(ended.junit()).contains("<testsuite name=\"check\"", "<failure message=");
    assertThat(ended.summary()).contains("### retrain: stopped at check (exit 3)", "**check**");
    assertThat(folder.resolve("work/out/report.html")).isNotEmptyFile();
    assertThat(folder.resolve("promote.prom"))
        .content()
        .contains("promote_last_run_outcome{outcome=\"refused\"} 1")
        .doesNotContain("promote_outcome{");
  }

  @Test
  void aRefusedModelFailsTheJobAndTheFormerOneStays() throws Exception {
    Ended ended =
        run(
            Map.of(
                "PROMOTE_BACKTEST_COMMAND",
                "sh -c 'echo first; echo net_usd is below its floor; exit 3' backtest"));
    assertThat(ended.exit()).as(ended.log()).isEqualTo(3);
    assertThat(ended.json().at("/steps/2/models/0/state").asText()).isEqualTo("skipped");
    assertThat(ended.log())
        .contains(
            "::error title=promote fillnet::PROMOTE fillnet=skipped reason=backtest_failed(3)")
        .containsSubsequence(
            "warning: fillnet: backtest failed(3), its output ends in: net_usd is below its floor",
            "  | remedy: ",
            "  | more of its output: ")
        .doesNotContain("first\n");
    assertThat(ended.junit())
        .contains("<testsuite name=\"check\"", "\"train.fillnet\"", "\"promote.fillnet\"")
        .contains("name=\"gate backtest\"><failure");
    assertThat(ended.summary())
        .contains("| fillnet | skipped | backtest\\_failed(3) |")
        .contains("stopped at promote (exit 3)");
    assertThat(folder.resolve("promote.prom"))
        .content()
        .contains("promote_outcome{model=\"fillnet\",outcome=\"skipped\"} 1.0");
    assertThat(folder.resolve("models/fillnet.json")).doesNotExist();
  }

  @Test
  void aDeadRuntimeFailsTheJobAndTheAliasIsPutBack() throws Exception {
    Ended ended =
        run(
            Map.of(
                "PROMOTE_FILLNET_RELOAD_URL",
                "http://127.0.0.1:" + nobody + "/control/reload-models"));
    assertThat(ended.exit()).as(ended.log()).isEqualTo(5);
    assertThat(ended.json().at("/steps/2/models/0/state").asText()).isEqualTo("rolled_back");
    assertThat(ended.log()).contains("::error title=promote fillnet::PROMOTE fillnet=rolled_back");
    assertThat(ended.log()).contains("::notice title=promote survival::");
    assertThat(ended.junit()).contains("name=\"reload http://127.0.0.1:" + nobody);
    assertThat(ended.summary()).contains("| fillnet | rolled_back |", "| survival | ok |");
    assertThat(folder.resolve("models/fillnet.json")).doesNotExist();
    assertThat(folder.resolve("models/survival.json")).exists();
  }

  private Ended run(Map<String, String> more) throws Exception {
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.createDirectories(folder.resolve("models"));
    LauncherStandIn.write(work);
    LauncherStandIn.Ended ended = new LauncherStandIn.Ended(0, "");
    for (String step : steps()) {
      if (ended.exit() != 0) {
        break; // a runner goes on only with what is always done
      }
      ProcessBuilder shell = LauncherStandIn.shell(work, step);
      Map<String, String> environment = shell.environment();
      environment.put("GITHUB_ACTIONS", "true");
      environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
      environment.put("SQLITE_DB_PATH", database.toString());
      environment.put("MODELS_DIR", folder.resolve("models").toString());
      environment.put("PROMOTE_METRICS_FILE", folder.resolve("promote.prom").toString());
      environment.put("PROMOTE_FILLNET_RELOAD_URL", "");
      environment.put("PROMOTE_ALPHA_RELOAD_URL", "");
      environment.putAll(more);
      ended = LauncherStandIn.run(shell, folder.resolve("log"));
    }
    return new Ended(ended.exit(), ended.log(), folder);
  }

  private static List<String> steps() throws IOException {
    Matcher run =
        RUN.matcher(Files.readString(Sources.root().resolve("ops/github/weekly-models.yml")));
    List<String> steps = new ArrayList<>();
    while (run.find()) {
      steps.add(run.group(1).replaceAll("(?m)^          ", ""));
    }
    assertThat(steps).isNotEmpty();
    return steps;
  }
}
