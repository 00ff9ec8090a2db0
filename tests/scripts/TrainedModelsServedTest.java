import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.features.Inputs;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;

/** What the four commands wrote, put live as it is and asked over HTTP. */
class TrainedModelsServedTest {
  private static final int ROWS = 20;

  @TempDir private Path folder;

  @Test
  void aRuntimeScoresARowAsTheModelDoesInMemory() throws Exception {
    Path database = TrainerRun.seeded(folder.resolve("trenches.db"));
    Path models = folder.resolve("models");
    for (ModelName model : ModelName.all()) {
      TrainerRun done =
          TrainerRun.run(
              TrainerRun.command(model), "--db=" + database, "--models-dir=" + models, "--json");
      assertThat(done.exit()).as(done.err()).isZero();
      Files.copy(models.resolve(model.candidateFile()), models.resolve(model.aliasFile()));
    }
    try (RuntimeServer server =
            RuntimeServer.start(
                RuntimeOptions.of(Role.ALL, models)
                    .port(0)
                    .withoutWatch()
                    .log(line -> {})
                    .build());
        Database opened = Database.openReadOnly(database)) {
      for (ModelName model : ModelName.all()) {
        TrainingSet set = TrainingReader.read(opened, model, ReadOptions.DEFAULT);
        assertServed(server.uri().resolve("/score/" + model.id()), model, models, set);
      }
    }
  }

  private static void assertServed(URI url, ModelName model, Path models, TrainingSet set)
      throws Exception {
    LoadedModel loaded =
        LoadedModel.load(model, Files.readAllBytes(models.resolve(model.candidateFile())));
    for (int row = 0; row < ROWS; row++) {
      Map<String, Double> inputs = new HashMap<>();
      ObjectNode body = Json.MAPPER.createObjectNode();
      for (int j = 0; j < set.featureNames().size(); j++) {
        inputs.put(set.featureNames().get(j), set.features()[j][row]);
      }
      if (model == ModelName.SURVIVAL) {
        inputs.putAll(rawInputs(inputs));
      }
      inputs.forEach(body::put);
      JsonNode reply = post(url, Json.line(body));
      assertThat(reply.get("sha256").asText()).isEqualTo(loaded.sha256());
      assertSame(reply, loaded.scorer().score(Inputs.of(inputs)));
    }
  }

  /** The served hazard is a formula of raw inputs: those that have these covariates. */
  private static Map<String, Double> rawInputs(Map<String, Double> covariates) {
    return Map.of(
        "spreadBps", 120 * covariates.get("spread_norm"),
        "volatilityBps", 180 * covariates.get("volatility_norm"),
        "flowRatio", 1 - 0.6 * covariates.get("sell_flow"),
        "slipGapBps", 80 * covariates.get("slip_gap_norm"),
        "rugProb", covariates.get("rug_prob"));
  }

  private static JsonNode post(URI url, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.read(response.body());
  }

  private static void assertSame(JsonNode reply, Score score) {
    if (score instanceof Score.FillNet fillNet) {
      assertNumber(reply.get("pFill"), fillNet.pFill());
      assertNumber(reply.get("expSlipBps"), fillNet.expSlipBps());
      assertNumber(reply.get("expTimeMs"), fillNet.expTimeMs());
    } else if (score instanceof Score.Alpha alpha) {
      assertThat(reply.get("scores")).hasSameSizeAs(alpha.byHorizon().keySet());
      alpha.byHorizon().forEach((name, p) -> assertNumber(reply.at("/scores/" + name), p));
    } else if (score instanceof Score.RugGuard rugGuard) {
      assertNumber(reply.get("rugProb"), rugGuard.rugProb());
      assertThat(reply.get("rug").booleanValue()).isEqualTo(rugGuard.rug());
    } else if (score instanceof Score.Survival survival) {
      assertNumber(reply.get("hazard"), survival.hazard());
      assertNumber(reply.get("trailBps"), survival.trailBps());
    } else {
      throw new AssertionError("no model scores so: " + score);
    }
  }

  private static void assertNumber(JsonNode served, double own) {
    assertThat(served.isNumber()).isTrue();
    assertThat(served.doubleValue()).isCloseTo(own, within(1e-12));
  }
}
