import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.gate.GateRules;
import ratchet.health.HealthThresholds;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.promote.reload.FakeRuntime;
import ratchet.seed.SeedPlan;
import ratchet.seed.Seeder;

class RetrainTest {
  @TempDir private static Path shared;
  private static Path database;

  @TempDir private Path folder;

  @BeforeAll
  static void seed() {
    database = TrainerRun.seeded(shared.resolve("trenches.db"));
  }

  @Test
  void doesTheWholeJobAndTellsOfEachStep() throws IOException {
    CommandRun first = retrain("--json");
    JsonNode json = first.json("retrain");
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(json.get("stopped_at").isNull()).isTrue();
    assertThat(json.get("dry_run").asBoolean()).isFalse();
    assertThat(json.findValuesAsText("step"))
        .containsExactly("check", "train", "promote", "report");
    for (JsonNode step : json.get("steps")) {
      assertThat(step.get("exit").asInt()).isZero();
    }
    assertThat(json.at("/steps/0/healthy").asBoolean()).isTrue();
    assertThat(json.at("/steps/0/checks").size()).isGreaterThan(50);
    List<String> models = ModelName.all().stream().map(ModelName::id).toList();
    assertThat(json.at("/steps/1/models").findValuesAsText("model")).isEqualTo(models);
    assertThat(json.at("/steps/1/models/0/metrics/brier").isNumber()).isTrue();
    assertThat(states(json)).containsExactly("ok", "ok", "ok", "ok");
    assertThat(json.at("/steps/2/models/0/candidate_sha256"))
        .isEqualTo(json.at("/steps/1/models/0/sha256"));
    assertThat(json.at("/steps/3/file").asText())
        .isEqualTo(folder.resolve("report.html").toString());
    for (ModelName model : ModelName.all()) {
      assertThat(folder.resolve(model.aliasFile()))
          .hasSameBinaryContentAs(folder.resolve(model.candidateFile()));
    }
    List<String> ledger = Files.readAllLines(folder.resolve("ledger.jsonl"));
    assertThat(ledger).hasSize(4).allMatch(line -> line.contains("\"command\":\"retrain fillnet"));
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains(
            "What promote did at", "There was no run before this one", "✓ ok", "chain verified");
  }

  @Test
  void quietIsSilentWhenAllIsWellAndSaysEverythingWhenNot() {
    CommandRun well = retrain("fillnet", "--quiet", "--dry-run");
    assertThat(well.exit()).as(well.err()).isZero();
    assertThat(well.out()).isEmpty();
    assertThat(well.err()).doesNotContain("PROMOTE", "next:", "stages");
    CommandRun stopped = retrain("--quiet", "--strict");
    assertThat(stopped.exit()).isEqualTo(3);
    assertThat(stopped.out()).contains("check: ", "retrain: stopped at check (exit 3)");
  }

  @Test
  void aDryRunTrainsAndJudgesAndTouchesNothingLive() throws IOException {
    CommandRun run = retrain("fillnet", "--dry-run", "--out=" + folder.resolve("dry.html"));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .containsSubsequence(
            "check: ",
            "train: fillnet ",
            "PROMOTE fillnet=would_ok ",
            "report: wrote ",
            "retrain: done, as a dry run");
    assertThat(names()).containsExactly("dry.html", "fillnet_v2.json");
  }

  /** The data are from long ago: a warning, and with --strict a fault. */
  @Test
  void stopsAtTheCheckAndStillWritesTheReport() throws IOException {
    CommandRun run = retrain("--strict", "--json");
    JsonNode json = run.json("retrain");
    assertThat(run.exit()).isEqualTo(3);
    assertThat(json.get("stopped_at").asText()).isEqualTo("check");
    assertThat(json.findValuesAsText("step")).containsExactly("check", "report");
    assertThat(json.at("/steps/0/reason").asText()).isEqualTo("data_unhealthy");
    assertThat(json.at("/steps/0/healthy").asBoolean()).isFalse();
    assertThat(names()).containsExactly("report.html");
    CommandRun text = retrain("--strict");
    assertThat(text.out()).contains("retrain: stopped at check (exit 3)");
    assertThat(text.err()).contains("next: check_training_data");
  }

  /** Thresholds that let anything pass leave it to the trainers to refuse. */
  @Test
  void stopsAtTheTrainingAfterEveryModelWasTried() throws IOException {
    Path small = folder.resolve("small.db");
    try (Database opened = Database.openReadWrite(small)) {
      Seeder.seed(
          opened, new SeedPlan(42, 5, 40, 3_000, Instant.parse("2026-02-01T00:00:00Z")), false);
    }
    Path models = folder.resolve("models");
    CommandRun run =
        CommandRun.of(
            new RetrainCommand(),
            "--db=" + small,
            "--models-dir=" + models,
            "--create",
            "--config=" + anythingGoes(),
            "--json");
    JsonNode json = run.json("retrain");
    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(json.get("stopped_at").asText()).isEqualTo("train");
    assertThat(json.findValuesAsText("step")).containsExactly("check", "train", "report");
    JsonNode trained = json.at("/steps/1/models");
    assertThat(trained).hasSize(4);
    assertThat(trained.get(0).get("exit").asInt()).isZero();
    assertThat(trained.get(2).get("model").asText()).isEqualTo("rugguard");
    assertThat(trained.get(2).get("exit").asInt()).isEqualTo(3);
    assertThat(trained.get(2).get("reason").asText()).startsWith("insufficient_");
    assertThat(models.resolve("fillnet_v2.json")).exists();
    assertThat(models.resolve("fillnet.json")).doesNotExist();
    assertThat(models.resolve("ledger.jsonl")).doesNotExist();
  }

  @Test
  void aGateThatRefusesOneModelLetsTheOthersGo() throws IOException {
    ObjectNode gateRules = (ObjectNode) GateRules.standard().json();
    for (JsonNode rule : gateRules.at("/models/survival")) {
      if (rule.path("name").asText().equals("sample_size")) {
        ((ObjectNode) rule).put("at_least", 1e9);
      }
    }
    Path gates = Files.writeString(folder.resolve("gates.json"), gateRules.toString());
    CommandRun run = retrain("fillnet", "survival", "--gates=" + gates, "--json");
    JsonNode json = run.json("retrain");
    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(3);
    assertThat(json.get("stopped_at").asText()).isEqualTo("promote");
    assertThat(states(json)).containsExactly("ok", "skipped");
    assertThat(folder.resolve("fillnet.json")).exists();
    assertThat(folder.resolve("survival.json")).doesNotExist();
    assertThat(Files.readString(folder.resolve("report.html"))).contains("1 of 2 refused");
  }

  /** One is slow, one calls what it serves degraded, one is dead. */
  @Test
  void aFleetInTroubleKeepsWhatItHasAndAHeldModelIsSkipped() throws IOException {
    Path alias = folder.resolve("fillnet.json");
    String dead;
    try (ServerSocket socket = new ServerSocket(0)) {
      dead = "http://127.0.0.1:" + socket.getLocalPort() + "/control/reload-models";
    }
    try (FakeRuntime slow = FakeRuntime.tellingSlowly("fillnet", alias, Duration.ofMillis(200));
        FakeRuntime degraded =
            FakeRuntime.saying(
                200,
                "{\"status\":\"ok\",\"models\":{\"fillnet\":{\"status\":\"ok\","
                    + "\"model_status\":\"degraded\",\"warning\":\"expired\"}}}")) {
      String fleet = "--reload-url=fillnet=" + slow.url() + "," + degraded.url() + "," + dead;
      CommandRun run = retrain("fillnet", fleet, "--json");
      assertThat(run.exit()).isEqualTo(5);
      JsonNode json = run.json("retrain");
      assertThat(json.get("stopped_at").asText()).isEqualTo("promote");
      assertThat(states(json)).containsExactly("rolled_back");
      assertThat(alias).doesNotExist();
      CommandRun hold =
          CommandRun.of(
              new HoldCommand(), "fillnet", "--reason=one is dead", "--models-dir=" + folder);
      assertThat(hold.exit()).isZero();
      CommandRun held = retrain("fillnet", fleet, "--json");
      assertThat(held.exit()).isEqualTo(3);
      JsonNode model = held.json("retrain").at("/steps/2/models/0");
      assertThat(model.get("reason").asText()).startsWith("held_by(");
      assertThat(model.at("/explanation/cause").asText()).isEqualTo("person");
      assertThat(slow.asked()).isEqualTo(1);
    }
  }

  @Test
  void aRuntimeThatDoesNotConfirmIsExitFive() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + closed + "/control/reload-models";
    CommandRun run = retrain("fillnet", "--reload-url=fillnet=" + url);
    assertThat(run.exit()).isEqualTo(5);
    assertThat(run.out())
        .contains("PROMOTE fillnet=rolled_back", "retrain: stopped at promote (exit 5)");
    assertThat(folder.resolve("fillnet.json")).doesNotExist();
    assertThat(folder.resolve("report.html")).exists();
  }

  @Test
  void whatCannotBeUsedIsSaidBeforeAnythingIsDone() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "mint,label\n".repeat(100));
    for (String wrong :
        List.of(
            "--gates=" + text,
            "--config=" + text,
            "--sign-key=" + text,
            "--junit=" + folder.resolve("no/junit.xml"),
            "--out=" + folder)) {
      CommandRun run = retrain(wrong);
      assertThat(run.exit()).as(wrong).isEqualTo(4);
      assertThat(run.out()).as(wrong).isEmpty();
      assertThat(run.err()).as(wrong).contains("remedy: ");
    }
    assertThat(retrain("--reload-url=fillnet=nowhere").exit()).isEqualTo(2);
    assertThat(retrain("--calibrate=isotonic").exit()).isEqualTo(2);
    assertThat(retrain("gamma").exit()).isEqualTo(2);
    assertThat(names()).containsExactly("text");
  }

  @Test
  void aDatabaseThatCannotBeReadIsExitFourWithoutAReport() throws IOException {
    CommandRun run =
        CommandRun.of(
            new RetrainCommand(),
            "--db=" + folder.resolve("none.db"),
            "--models-dir=" + folder,
            "--json");
    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.json("retrain").get("error").asText()).contains("none.db");
    assertThat(names()).isEmpty();
  }

  private Path anythingGoes() throws IOException {
    try (var resource = HealthThresholds.class.getResourceAsStream("health.json")) {
      ObjectNode json = (ObjectNode) Json.read(resource.readAllBytes());
      List<String> fields = new ArrayList<>();
      json.fieldNames().forEachRemaining(fields::add);
      for (String field : fields) {
        if (field.contains("_fail_")) {
          json.put(field, field.endsWith("above") ? 1_000_000 : 0);
        } else if (field.startsWith("minimum_")) {
          ObjectNode minima = (ObjectNode) json.get(field);
          List<String> names = new ArrayList<>();
          minima.fieldNames().forEachRemaining(names::add);
          names.forEach(name -> minima.put(name, 0));
        }
      }
      return Files.writeString(folder.resolve("config.json"), json.toString());
    }
  }

  private CommandRun retrain(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--db=" + database,
                "--models-dir=" + folder,
                "--reload-url=fillnet=",
                "--reload-url=alpha="));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(new RetrainCommand(), arguments.toArray(String[]::new));
  }

  private static List<String> states(JsonNode json) {
    List<String> states = new ArrayList<>();
    json.at("/steps/2/models").forEach(model -> states.add(model.get("state").asText()));
    return states;
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
