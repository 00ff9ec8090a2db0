import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.promote.reload.FakeRuntime;
import ratchet.promote.served.ScoresLog;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.store.ModelPaths;

class ReloadCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void begin() {
    promote(ModelPaths.of(folder), 1);
  }

  private CommandRun reload(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--models-dir", folder.toString()));
    all.addAll(List.of(arguments));
    return CommandRun.of(new ReloadCommand(), all.toArray(String[]::new));
  }

  private static FakeRuntime serving(int version) {
    return FakeRuntime.saying(
        200,
        "{\"status\":\"ok\",\"models\":{\"fillnet\":{\"status\":\"ok\",\"sha256\":\""
            + sha256(version)
            + "\"}}}");
  }

  @Test
  void showsWhatEachRuntimeServes() {
    try (FakeRuntime runtime = serving(1)) {
      CommandRun run = reload("fillnet", "--reload-url", "fillnet=" + runtime.url());
      assertThat(run.exit()).isZero();
      assertThat(run.out())
          .startsWith("MODEL")
          .contains(
              "fillnet  " + runtime.url() + "  ok(200)  -       " + sha256(1).substring(0, 12));
      assertThat(run.err()).contains("next: history");
      assertThat(runtime.asked()).isEqualTo(1);
    }
  }

  @Test
  void showsWhatARuntimeServedBeforeAndServesNow() {
    RuntimeOptions options =
        RuntimeOptions.of(Role.EXECUTOR, folder)
            .port(0)
            .maxAge(Duration.ofDays(3650))
            .withoutWatch()
            .build();
    try (RuntimeServer runtime = RuntimeServer.start(options)) {
      promote(ModelPaths.of(folder), 2);
      String url = runtime.uri() + "/control/reload-models";

      CommandRun run = reload("fillnet", "--reload-url", "fillnet=" + url);

      assertThat(run.exit()).isZero();
      assertThat(run.out().lines().toList().get(0)).containsSubsequence("BEFORE", "NOW", "MS");
      assertThat(run.out().lines().toList().get(1))
          .containsSubsequence(
              "ok(200)", sha256(1).substring(0, 12), sha256(2).substring(0, 12), "Z  ");
      JsonNode row =
          reload("fillnet", "--json", "--reload-url", "fillnet=" + url)
              .json("reload")
              .get("runtimes")
              .get(0);
      assertThat(row.get("former_sha256").textValue()).isEqualTo(sha256(2));
      assertThat(row.get("served_sha256").textValue()).isEqualTo(sha256(2));
    }
  }

  @Test
  void answersInTheShapeOfTheContract() {
    try (FakeRuntime runtime = serving(1)) {
      JsonNode document =
          reload("fillnet", "--json", "--reload-url", "fillnet=" + runtime.url()).json("reload");
      JsonNode row = document.get("runtimes").get(0);
      List<String> names = new ArrayList<>();
      Iterator<String> fields = row.fieldNames();
      fields.forEachRemaining(names::add);
      assertThat(names)
          .startsWith(
              "model",
              "url",
              "outcome",
              "http_status",
              "status",
              "served_sha256",
              "served_epoch_seconds",
              "milliseconds");
      assertThat(row.get("outcome").textValue()).isEqualTo("ok");
      assertThat(row.get("http_status").intValue()).isEqualTo(200);
      assertThat(row.get("served_sha256").textValue()).isEqualTo(sha256(1));
      assertThat(row.get("served_epoch_seconds").isNull()).isTrue();
    }
  }

  @Test
  void exitsWithFiveWhenARuntimeServesSomethingElse() {
    try (FakeRuntime right = serving(1);
        FakeRuntime wrong = serving(2)) {
      CommandRun run =
          reload("fillnet", "--json", "--reload-url", "fillnet=" + right.url() + "," + wrong.url());
      assertThat(run.exit()).isEqualTo(5);
      JsonNode rows = run.json("reload").get("runtimes");
      assertThat(rows).hasSize(2);
      assertThat(rows.get(0).get("outcome").textValue()).isEqualTo("ok");
      assertThat(rows.get(1).get("outcome").textValue()).isEqualTo("failed");
      assertThat(rows.get(1).get("detail").textValue()).startsWith("serves ");
    }
  }

  @Test
  void passesOverModelsWithoutAnAliasUnlessNamed() {
    try (FakeRuntime runtime = serving(1)) {
      String url = "fillnet=" + runtime.url();
      JsonNode rows = reload("--json", "--reload-url", url).json("reload").get("runtimes");
      assertThat(rows).hasSize(4);
      assertThat(rows.get(1).get("outcome").textValue()).isEqualTo("skipped");
      assertThat(rows.get(1).get("detail").textValue()).isEqualTo("no_alias");
      CommandRun named = reload("alpha", "--reload-url", url);
      assertThat(named.exit()).isEqualTo(4);
      assertThat(named.err()).contains("alpha_ranker.json does not exist");
      assertThat(runtime.asked()).isEqualTo(1);
    }
  }

  @Test
  void nothingToAskIsExitFour() {
    CommandRun run = reload("fillnet", "--reload-url", "fillnet=");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out()).contains("skipped(no_url)");
    assertThat(run.err())
        .contains("no runtime was asked: the live models have no reload address")
        .contains("--reload-url MODEL=URL");
    CommandRun empty =
        CommandRun.of(new ReloadCommand(), "--models-dir", folder.resolve("history").toString());
    assertThat(empty.exit()).isEqualTo(4);
    assertThat(empty.err())
        .contains("no runtime was asked: nothing is live in", "next: promote --models-dir ");
  }

  @Test
  void asksEveryRuntimeItCanWhateverOneAliasIsLike() throws IOException {
    Files.writeString(folder.resolve("alpha_ranker.json"), "{");
    Files.createDirectory(folder.resolve("rugguard.json"));
    try (FakeRuntime fillnet = serving(1);
        FakeRuntime alpha = serving(1)) {
      CommandRun run =
          reload(
              "alpha",
              "fillnet",
              "rugguard",
              "survival",
              "--json",
              "--reload-url",
              "fillnet=" + fillnet.url(),
              "--reload-url",
              "alpha=" + alpha.url());
      assertThat(run.exit()).isEqualTo(4);
      JsonNode rows = run.json("reload").get("runtimes");
      assertThat(rows.findValuesAsText("model"))
          .containsExactlyInAnyOrder("alpha", "fillnet", "rugguard", "survival");
      assertThat(fillnet.asked()).isEqualTo(1);
      assertThat(alpha.asked()).isZero();
      for (JsonNode row : rows) {
        boolean isFillNet = row.get("model").textValue().equals("fillnet");
        assertThat(row.get("outcome").textValue()).isEqualTo(isFillNet ? "ok" : "skipped");
      }
      assertThat(run.err())
          .contains("alpha_ranker.json is not valid JSON")
          .contains("rugguard.json")
          .contains("survival.json does not exist");
    }
  }

  @Test
  void aRuntimeThatFailsOutweighsAnAliasThatDoesNotLoad() throws IOException {
    Files.writeString(folder.resolve("alpha_ranker.json"), "{");
    try (FakeRuntime wrong = serving(2)) {
      CommandRun run = reload("--reload-url", "fillnet=" + wrong.url());
      assertThat(run.exit()).isEqualTo(5);
      assertThat(run.err()).contains("alpha_ranker.json is not valid JSON");
    }
  }

  @Test
  void asksNobodyWhenTheAliasDoesNotLoad() throws IOException {
    Files.writeString(folder.resolve("fillnet.json"), "{");
    try (FakeRuntime runtime = serving(1)) {
      CommandRun run = reload("fillnet", "--reload-url", "fillnet=" + runtime.url());
      assertThat(run.exit()).isEqualTo(4);
      assertThat(run.err()).contains("fillnet.json is not valid JSON");
      assertThat(runtime.asked()).isZero();
    }
  }

  /** The ranker answers {@code {"status":"ok"}} and nothing else, and logs what it answers. */
  @Test
  void verifiesARankerThatTellsNothingByTheScoresItLogs() throws Exception {
    Files.write(folder.resolve("alpha_ranker.json"), ScoresLog.model(2));
    ScoresLog log = new ScoresLog(folder.resolve("trenches.db"));
    try (FakeRuntime ranker = FakeRuntime.saying(200, "{\"status\":\"ok\"}")) {
      List<String> arguments =
          List.of("alpha", "--json", "--reload-url", "alpha=" + ranker.url(), "--db");
      assertThat(verified(log, 2, arguments)).isEqualTo("ok");
      assertThat(verified(log, 1, arguments)).isEqualTo("failed");
      List<String> all = new ArrayList<>(arguments);
      all.addAll(List.of(log.file().toString(), "--verify-scores", "300ms"));
      CommandRun quiet = reload(all.toArray(String[]::new));
      assertThat(quiet.exit()).isZero();
      assertThat(quiet.json("reload").get("runtimes").get(0).get("outcome").textValue())
          .isEqualTo("unverified");
    }
  }

  private String verified(ScoresLog log, int answering, List<String> arguments) throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    Thread ranker =
        new Thread(
            () -> {
              while (!isOver.get()) {
                log.answer(ScoresLog.model(answering), System.currentTimeMillis(), 0.25);
              }
            });
    ranker.start();
    try {
      List<String> all = new ArrayList<>(arguments);
      all.addAll(List.of(log.file().toString(), "--verify-scores", "30s"));
      return reload(all.toArray(String[]::new))
          .json("reload")
          .get("runtimes")
          .get(0)
          .get("outcome")
          .textValue();
    } finally {
      isOver.set(true);
      ranker.join();
    }
  }

  @Test
  void verifyingNeedsTheDatabaseBeforeAnybodyIsAsked() {
    try (FakeRuntime runtime = serving(1)) {
      CommandRun run =
          reload(
              "fillnet",
              "--reload-url",
              "fillnet=" + runtime.url(),
              "--verify-scores=1s",
              "--db=" + folder.resolve("none.db"));
      assertThat(run.exit()).isEqualTo(4);
      assertThat(run.err()).contains("none.db");
      assertThat(runtime.asked()).isZero();
    }
  }

  @Test
  void refusesBadOptions() {
    assertThat(reload("fillnet", "--reload-url", "fillnet=ftp://h/").exit()).isEqualTo(2);
    assertThat(reload("fillnet", "--wave", "0").exit()).isEqualTo(2);
    assertThat(reload("fillnet", "--token-file", folder.resolve("no").toString()).exit())
        .isEqualTo(4);
    assertThat(reload("beta").exit()).isEqualTo(2);
    assertThat(reload("--nonsense").exit()).isEqualTo(2);
  }

  @Test
  void explainsItself() {
    CommandRun run = CommandRun.of(new ReloadCommand(), "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("PROMOTE_<MODEL>_RELOAD_URL", "Exit codes:", "Examples:")
        .contains("unverified: it answers ok", "--verify-scores=TIME");
  }
}
