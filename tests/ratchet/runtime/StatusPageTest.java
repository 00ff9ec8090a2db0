package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.ModelName;
import ratchet.model.WatchNote;

class StatusPageTest {
  private static final byte[] FIRST = TestModels.good(ModelName.FILLNET, 1);

  @TempDir Path folder;

  @Test
  void letsTheBrowserRunExactlyWhatIsInIt() throws Exception {
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      HttpResponse<String> page = runtime.get("/");
      String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();

      assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
      for (String element : List.of("script", "style")) {
        Matcher matcher =
            Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(page.body());
        assertThat(matcher.find()).isTrue();
        byte[] hash =
            MessageDigest.getInstance("SHA-256")
                .digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
        assertThat(policy)
            .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
        assertThat(matcher.find()).as("a second one").isFalse();
      }
      assertThat(page.body()).doesNotContain("style=\"").doesNotContain("onclick");
    }
  }

  @Test
  void needsNothingFromElsewhere() {
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      String withoutNamespace = runtime.get("/").body().replace("http://www.w3.org/2000/svg", "");

      assertThat(withoutNamespace).doesNotContain("http://", "https://", "@import", "src=");
    }
  }

  @Test
  void saysInJsonWhatThePageShows() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      runtime.post("/score", "[{\"slippageBps\": 3}, {\"slippageBps\": 30}]");
      runtime.post("/score", "nonsense");
      TestRuntime.putAlias(folder, ModelName.FILLNET, new byte[0]);
      runtime.clock.advance(Duration.ofMinutes(1));
      runtime.reload();

      JsonNode status = TestRuntime.json(runtime.get("/status.json"));

      assertThat(status.path("role").asText()).isEqualTo("executor");
      assertThat(status.path("max_age_seconds").asLong()).isEqualTo(10 * 24 * 3600);
      JsonNode model = status.path("models").path(0);
      assertThat(model.path("model").asText()).isEqualTo("fillnet");
      assertThat(model.path("status").asText()).isEqualTo("degraded");
      assertThat(model.path("sha256").asText()).isEqualTo(Digest.of(FIRST));
      assertThat(model.path("age_seconds").asLong()).isEqualTo(6 * 3600 + 60 - 1);
      assertThat(model.path("error").asText()).isEqualTo("fillnet.json is empty");
      assertThat(model.path("reloads").size()).isEqualTo(2);
      assertThat(model.path("reloads").path(0).path("outcome").asText()).isEqualTo("error");
      assertThat(model.path("reloads").path(1).path("trigger").asText()).isEqualTo("start");
      JsonNode scores = model.path("scores");
      assertThat(scores.path("ok").asLong()).isEqualTo(2);
      assertThat(scores.path("invalid").asLong()).isEqualTo(1);
      assertThat(scores.path("latency_milliseconds").path("p99").doubleValue()).isPositive();
      int counted = 0;
      for (JsonNode bin : scores.path("histogram")) {
        counted += bin.asInt();
      }
      assertThat(counted).isEqualTo(2);
    }
  }

  @Test
  void showsWhatTheLastLookOfAWatchSaysOfTheVersionThatServes() throws Exception {
    Path alias = folder.resolve("fillnet.json");
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    ModelSlot slot =
        new ModelSlot(
            ModelName.FILLNET, alias, new MovableClock(TestModels.CREATED), Optional.empty());
    slot.reload(Reload.Trigger.START);
    assertThat(slot.watchNote()).isEmpty();
    WatchNote note =
        new WatchNote(
            Digest.of(FIRST),
            TestModels.CREATED,
            "on_probation",
            "brier difference 0.001",
            612,
            Optional.of("brier"),
            OptionalDouble.of(0.001),
            OptionalDouble.of(-0.02),
            OptionalDouble.of(0.022),
            OptionalDouble.of(0.01));
    Files.write(WatchNote.fileOf(alias), note.toBytes());
    slot.readWatchNote();
    assertThat(slot.watchNote()).contains(note);

    for (String wrong : List.of("{", "{\"sha256\":\"1\"}", "x".repeat(100_000))) {
      Files.writeString(WatchNote.fileOf(alias), wrong);
      slot.readWatchNote();
      assertThat(slot.watchNote()).as(wrong.substring(0, 1)).isEmpty();
    }
    Files.write(WatchNote.fileOf(alias), note.toBytes());
    slot.readWatchNote();
    TestRuntime.putAlias(folder, ModelName.FILLNET, TestModels.good(ModelName.FILLNET, 2));
    slot.reload(Reload.Trigger.REQUEST);
    assertThat(slot.watchNote()).as("of another version").isEmpty();
  }

  @Test
  void countsScoresByTwentieths() {
    int[] counts = StatusDocument.histogram(new double[] {0, 0.049, 0.05, 0.5, 0.999, 1});

    assertThat(counts).hasSize(20);
    assertThat(counts[0]).isEqualTo(2);
    assertThat(counts[1]).isEqualTo(1);
    assertThat(counts[10]).isEqualTo(1);
    assertThat(counts[19]).isEqualTo(2);
  }

  @Test
  void remembersTheLastReloadsAndNoMore() {
    ModelSlot slot =
        new ModelSlot(
            ModelName.FILLNET,
            folder.resolve("fillnet.json"),
            new MovableClock(TestModels.CREATED),
            Optional.empty());
    for (int i = 0; i < 3 * SlotState.REMEMBERED; i++) {
      slot.reload(Reload.Trigger.REQUEST);
    }

    assertThat(slot.state().recent()).hasSize(SlotState.REMEMBERED);
    assertThat(slot.state().counts().get(Reload.Outcome.MISSING))
        .isEqualTo(3 * SlotState.REMEMBERED);
  }

  @Test
  void remembersTheLastScoresAndNoMore() {
    ScoreStatistics statistics = new ScoreStatistics();
    for (int i = 0; i < 5000; i++) {
      statistics.score(i < 5000 - ScoreStatistics.REMEMBERED ? 0.1 : 0.9);
    }

    assertThat(statistics.recentScores()).hasSize(ScoreStatistics.REMEMBERED).containsOnly(0.9);
  }
}
