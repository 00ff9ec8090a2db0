package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.model.ModelName;

class RuntimeMetricsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void exposesEveryNameWithHelpAndType(ModelName model) {
    TestRuntime.putAlias(folder, model, TestModels.good(model, 1));
    try (TestRuntime runtime = TestRuntime.start(Role.ALL, folder)) {
      String page = runtime.get("/metrics").body();
      String m = model.id();
      for (String nameAndType :
          new String[] {
            m + "_model_epoch_seconds gauge",
            m + "_model_status gauge",
            m + "_model_info gauge",
            m + "_model_last_reload_successful gauge",
            m + "_model_last_reload_success_timestamp_seconds gauge",
            m + "_model_reload_total counter",
            m + "_model_reload_seconds summary",
            m + "_score_seconds histogram",
            m + "_score_total counter"
          }) {
        String name = nameAndType.substring(0, nameAndType.indexOf(' '));
        assertThat(page).contains("# TYPE " + nameAndType + "\n").contains("# HELP " + name + " ");
      }
    }
  }

  @Test
  void showsEveryLabelFromTheStart() {
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      String page = runtime.get("/metrics").body();
      for (String status : new String[] {"ok", "degraded", "missing", "error", "unknown"}) {
        assertThat(page).contains("fillnet_model_status{status=\"" + status + "\"} ");
      }
      for (String outcome : new String[] {"ok", "unchanged", "missing", "error"}) {
        assertThat(page).contains("fillnet_model_reload_total{outcome=\"" + outcome + "\"} ");
      }
      for (String outcome : new String[] {"ok", "invalid", "unavailable"}) {
        assertThat(page).contains("fillnet_score_total{outcome=\"" + outcome + "\"} ");
      }
      assertThat(page).doesNotContain("alpha_");
    }
  }

  @Test
  void neverLosesASeriesButTheVersionThatWasReplaced() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, TestModels.good(ModelName.FILLNET, 1));
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      Set<String> before = series(runtime);
      TestRuntime.putAlias(folder, ModelName.FILLNET, new byte[0]);
      runtime.reload();
      runtime.post("/score", "nonsense");
      runtime.post("/score", TestRuntime.CONTEXT);
      TestRuntime.putAlias(folder, ModelName.FILLNET, TestModels.good(ModelName.FILLNET, 2));
      runtime.reload();

      assertThat(series(runtime)).isEqualTo(before);
    }
  }

  @Test
  void isUnknownBeforeTheFirstLoad() {
    MovableClock clock = new MovableClock(TestModels.CREATED);
    ModelSlot slot =
        new ModelSlot(
            ModelName.ALPHA, folder.resolve("alpha_ranker.json"), clock, Optional.empty());

    assertThat(slot.state().status(clock.instant(), RuntimeOptions.DEFAULT_MAX_AGE))
        .isEqualTo(ModelStatus.UNKNOWN);
    assertThat(
            new RuntimeMetrics(java.util.List.of(slot), clock, RuntimeOptions.DEFAULT_MAX_AGE)
                .scrape())
        .contains("alpha_model_status{status=\"unknown\"} 1.0");
  }

  @Test
  void isCleanForPromtool() throws Exception {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    assumeTrue(installed, "promtool is not on the PATH");
    TestRuntime.putAlias(folder, ModelName.FILLNET, TestModels.good(ModelName.FILLNET, 1));
    try (TestRuntime runtime = TestRuntime.start(Role.ALL, folder)) {
      runtime.post("/score/fillnet", TestRuntime.CONTEXT);
      Path page = Files.writeString(folder.resolve("page"), runtime.get("/metrics").body());
      Process promtool =
          new ProcessBuilder("promtool", "check", "metrics")
              .redirectInput(page.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(promtool.waitFor()).as(said).isZero();
      assertThat(said).isEmpty();
    }
  }

  /** Names and labels, without the digest of what serves. */
  private static Set<String> series(TestRuntime runtime) {
    return runtime
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .map(line -> line.replaceAll("sha256=\"\\p{XDigit}{64}\"", "sha256"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
