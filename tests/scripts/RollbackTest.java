import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.store.StoredVersions.alias;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;
import static ratchet.store.StoredVersions.version;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.promote.reload.FakeRuntime;
import ratchet.store.ModelPaths;

class RollbackTest {
  @TempDir Path folder;
  private ModelPaths paths;

  @BeforeEach
  void begin() {
    paths = ModelPaths.of(folder);
    promote(paths, 1, 2);
  }

  private CommandRun rollback(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--models-dir", folder.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(new RollbackCommand(), all.toArray(String[]::new));
  }

  private static String confirming(int version) {
    return "{\"status\":\"ok\",\"models\":{\"fillnet\":{\"sha256\":\"" + sha256(version) + "\"}}}";
  }

  @Test
  void bringsThePreviousVersionBackAndSaysSo() {
    try (FakeRuntime runtime = FakeRuntime.saying(200, confirming(1))) {
      CommandRun run = rollback("fillnet", "--reload-url", "fillnet=" + runtime.url());
      assertThat(run.exit()).isZero();
      assertThat(run.out())
          .isEqualToNormalizingNewlines(
              "ROLLBACK fillnet=ok reason=rollback_to_previous_version reload=ok(200) sha256="
                  + sha256(1).substring(0, 12)
                  + "\n");
      assertThat(run.err()).contains("next: history --model fillnet");
      assertThat(alias(paths)).isEqualTo(version(1));
    }
  }

  @Test
  void answersLikeOneModelOfPromote() {
    JsonNode document =
        rollback("fillnet", "--json", "--reload-url", "fillnet=", "--to", sha256(1))
            .json("rollback");
    assertThat(document.get("model").textValue()).isEqualTo("fillnet");
    assertThat(document.get("state").textValue()).isEqualTo("ok");
    assertThat(document.get("reason").textValue()).isEqualTo("rollback_to_named_version");
    assertThat(document.get("champion_sha256").textValue()).isEqualTo(sha256(2));
    assertThat(document.get("candidate_sha256").textValue()).isEqualTo(sha256(1));
    assertThat(document.get("live_sha256").textValue()).isEqualTo(sha256(1));
    assertThat(document.get("gates").isArray()).isTrue();
    assertThat(document.get("hooks").isArray()).isTrue();
    assertThat(document.get("reload").get(0).get("outcome").textValue()).isEqualTo("skipped");
  }

  @Test
  void saysUnchangedTheSecondTime() {
    rollback("fillnet", "--reload-url", "fillnet=");
    CommandRun again = rollback("fillnet", "--reload-url", "fillnet=");
    assertThat(again.exit()).isZero();
    assertThat(again.out()).startsWith("ROLLBACK fillnet=unchanged");
    assertThat(alias(paths)).isEqualTo(version(1));
  }

  @Test
  void exitsWithFiveAndPutsBackWhatTheRuntimeDoesNotConfirm() {
    try (FakeRuntime runtime = FakeRuntime.saying(422, "{\"status\":\"error\"}")) {
      CommandRun run = rollback("fillnet", "--json", "--reload-url", "fillnet=" + runtime.url());
      assertThat(run.exit()).isEqualTo(5);
      JsonNode document = run.json("rollback");
      assertThat(document.get("state").textValue()).isEqualTo("failed");
      assertThat(document.get("live_sha256").textValue()).isEqualTo(sha256(2));
      assertThat(document.get("error").textValue()).contains("HTTP 422");
      assertThat(alias(paths)).isEqualTo(version(2));
    }
  }

  @Test
  void refusesWhatThereIsNot() {
    assertThat(rollback("fillnet", "--to", "0000").exit()).isEqualTo(4);
    assertThat(rollback("fillnet", "--to", "../x").exit()).isEqualTo(4);
    assertThat(rollback("alpha").exit()).isEqualTo(4);
    assertThat(rollback().exit()).isEqualTo(2);
    assertThat(rollback("beta").exit()).isEqualTo(2);
    assertThat(rollback("fillnet", "--lock-timeout", "-1").exit()).isEqualTo(2);
    assertThat(
            CommandRun.of(
                    new RollbackCommand(),
                    "fillnet",
                    "--models-dir",
                    folder.resolve("no").toString())
                .exit())
        .isEqualTo(4);
    assertThat(alias(paths)).isEqualTo(version(2));
  }

  @Test
  void warnsBeforeItGoesBackToAVersionThatIsTooOldForARuntime() {
    for (String more : new String[] {"--dry-run", "--quiet"}) {
      CommandRun run = rollback("fillnet", "--reload-url", "fillnet=", more);
      assertThat(run.exit()).isZero();
      assertThat(run.err())
          .contains("fillnet: " + sha256(1).substring(0, 12) + " was created 2026-03-01T12:00:01Z")
          .contains("serves it as degraded", "--refuse-expired");
    }
  }

  @Test
  void aRuntimeThatAnswersNoScoresDoesNotConfirmAnything() {
    String silent = confirming(1).replace("}}}", ",\"scores_refused\":true,\"warning\":\"old\"}}}");
    try (FakeRuntime runtime = FakeRuntime.saying(200, silent)) {
      CommandRun run = rollback("fillnet", "--reload-url", "fillnet=" + runtime.url());
      assertThat(run.exit()).isEqualTo(5);
      assertThat(run.err()).contains("serves it, but answers no scores (old)");
      assertThat(alias(paths)).isEqualTo(version(2));
    }
  }
}
