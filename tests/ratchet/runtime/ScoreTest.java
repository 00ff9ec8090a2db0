package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.features.Inputs;
import ratchet.features.LoadedModel;
import ratchet.features.Score;
import ratchet.model.Digest;
import ratchet.model.Json;
import ratchet.model.ModelName;

class ScoreTest {
  private static final List<String> RAW_INPUTS =
      List.of(
          "lpSol",
          "buys60",
          "sells60",
          "uniques60",
          "spreadBps",
          "volatilityBps",
          "ageSec",
          "rugProb",
          "congestionScore",
          "slippageBps",
          "slipGapBps",
          "pnl",
          "authorityActive",
          "authorQualityMean",
          "lunarBoost");

  @TempDir Path folder;
  private TestRuntime runtime;

  @BeforeEach
  void start() {
    for (ModelName model : ModelName.all()) {
      TestRuntime.putAlias(folder, model, TestModels.good(model, 7));
    }
    runtime = TestRuntime.start(Role.ALL, folder);
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @ParameterizedTest
  @EnumSource
  void answersAThousandContextsAsTheScorerDoes(ModelName model) {
    byte[] file = TestModels.good(model, 7);
    LoadedModel loaded = LoadedModel.load(model, file);
    Random random = new Random(42);
    ArrayNode contexts = Json.MAPPER.createArrayNode();
    for (int i = 0; i < 1000; i++) {
      contexts.add(randomContext(random));
    }

    JsonNode replies = TestRuntime.json(score(model, Json.line(contexts)));

    assertThat(replies.size()).isEqualTo(1000);
    for (int i = 0; i < 1000; i++) {
      assertSame(replies.get(i), loaded.scorer().score(inputs(contexts.get(i))));
      assertThat(replies.get(i).path("sha256").asText()).isEqualTo(Digest.of(file));
    }
    JsonNode single = TestRuntime.json(score(model, Json.line(contexts.get(500))));
    assertThat(single).isEqualTo(replies.get(500));
  }

  @ParameterizedTest
  @CsvSource({
    "fillnet, pFill expSlipBps expTimeMs sha256",
    "alpha, scores sha256",
    "rugguard, rugProb rug sha256",
    "survival, hazard trailBps sha256"
  })
  void answersWithTheFieldsOfTheModel(String model, String fields) {
    JsonNode reply =
        TestRuntime.json(runtime.post("/score/" + model, "{\"spreadBps\": 9, \"slippageBps\": 9}"));

    assertThat(reply.fieldNames()).toIterable().containsExactly(fields.split(" "));
  }

  @Test
  void scoresTheThreeHorizonsOfAlpha() {
    JsonNode scores = TestRuntime.json(runtime.post("/score/alpha", "{}")).path("scores");

    assertThat(scores.fieldNames()).toIterable().containsExactly("10m", "60m", "24h");
    assertThat(scores.get("24h")).isEqualTo(scores.get("60m"));
  }

  @Test
  void takesALoggedContextAsItIs() {
    String plain = "{\"route\": \"jito\", \"lpSol\": 20, \"spreadBps\": 60, \"slippageBps\": 100}";

    assertThat(runtime.post("/score/fillnet", "{\"ctx\": " + plain + "}").body())
        .isEqualTo(runtime.post("/score/fillnet", plain).body());
  }

  @Test
  void looksAtNothingBesideALoggedContext() {
    String context = "\"ctx\": {\"slippageBps\": 20, \"mint\": [{\"lpSol\": 1}]}";
    String expected = runtime.post("/score/fillnet", "{\"slippageBps\": 20}").body();

    for (String body :
        List.of(
            "{\"lpSol\": \"x\", \"spreadBps\": 7, " + context + "}",
            "{" + context + ", \"spreadBps\": 7, \"lpSol\": [1]}")) {
      assertThat(runtime.post("/score/fillnet", body).body()).isEqualTo(expected);
    }
  }

  @Test
  void forgetsAContextBeforeTheNext() {
    JsonNode replies =
        TestRuntime.json(
            score(
                ModelName.FILLNET,
                "[{\"lpSol\": 20, \"slippageBps\": 100}, " + TestRuntime.CONTEXT + "]"));

    assertThat(replies.get(1))
        .isEqualTo(TestRuntime.json(score(ModelName.FILLNET, TestRuntime.CONTEXT)))
        .isNotEqualTo(replies.get(0));
  }

  @Test
  void readsUtf8AndNothingElse() {
    assertThat(
            runtime
                .post("/score/fillnet", "{\"slippageBps\": 1, \"mint\": \"ж\uFFFD\"}")
                .statusCode())
        .isEqualTo(200);
    String cut =
        runtime.raw(
            "POST /score/fillnet HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Length: 12\r\n\r\n{\"mint\":\"\u00C3\"}");
    assertThat(cut).startsWith("HTTP/1.1 400").contains("the body is not UTF-8");
  }

  @Test
  void takesFeaturesByTheirOwnNames() {
    assertThat(runtime.post("/score/fillnet", "{\"sDepth\": 0.4, \"sSlipReq\": 0.5}").body())
        .isEqualTo(runtime.post("/score/fillnet", "{\"lpSol\": 20, \"slippageBps\": 150}").body());
  }

  @Test
  void countsNullAsMissingAndBooleansAsNumbers() {
    String missing = runtime.post("/score/rugguard", "{}").body();

    assertThat(runtime.post("/score/rugguard", "{\"lpSol\": null}").body()).isEqualTo(missing);
    assertThat(
            runtime
                .post("/score/rugguard", "{\"mintRevoked\": true, \"freezeRevoked\": true}")
                .body())
        .isEqualTo(runtime.post("/score/rugguard", "{\"authorityActive\": 0}").body())
        .isNotEqualTo(missing);
  }

  @Test
  void answersAnEmptyBatchWithAnEmptyArray() {
    assertThat(runtime.post("/score/fillnet", "[]").body().strip()).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lpSol\": \"32\"} | lpSol is not a number (\"32\")",
        "{\"lpSol\": 1e999} | lpSol is not a finite number",
        "{\"lpSol\": [1]} | lpSol is not a number ([1])",
        "[{\"slippageBps\": 3}, {\"lpSol\": {}}] | [1].lpSol is not a number ({})",
        "[{\"ctx\": {\"ageSec\": \"old\"}}] | [0].ctx.ageSec is not a number (\"old\")",
        "{\"ctx\": 7} | ctx is not a JSON object",
        "{\"ctx\": null} | ctx is not a JSON object",
        "[{\"ctx\": [1, {}]}] | [0].ctx is not a JSON object",
        "{\"lpSol\": -1e999} | lpSol is not a finite number (-1e999)",
        "{\"lpSol\": \"a\", \"spreadBps\": \"b\"} | lpSol is not a number",
        "{\"mint\": {\"a\": 1, \"a\": 2}} | the body is not valid JSON: Duplicate field 'a'",
        "[{\"slippageBps\": 1}, {\"slippageBps\": 1} | the body is not valid JSON",
        "[{\"slippageBps\": 1}]] | the body is not valid JSON",
        "{\"slippageBps\": 1} 7 | the body is not valid JSON: more follows its first value",
        "[7] | [0] is not a context",
        "7 | the body is not a context",
        "{\"lpSol\": 1, \"lpSol\": 2} | the body is not valid JSON: Duplicate field 'lpSol'",
        "{\"lpSol\": NaN} | the body is not valid JSON",
        "{\"slippageBps\": 1} {} | the body is not valid JSON",
        "{\"lpSol\": | the body is not valid JSON",
        "{} | slippageBps is missing",
        "{\"slippageBps\": null} | slippageBps is missing",
        "[{\"slippageBps\": 1}, {\"lpSol\": 2}] | [1].slippageBps is missing",
        "[{\"ctx\": {\"lpSol\": 2}}] | [0].ctx.slippageBps is missing",
        "{\"context\": {\"lpSol\": 2}} | the context holds no name that this model reads; it reads"
            + " ageSec",
        "[{\"ctx\": {\"mint\": 2}}] | [0].ctx holds no name that this model reads",
      })
  void namesWhatIsWrongWithARequest(String body, String message) {
    HttpResponse<String> response = runtime.post("/score/fillnet", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestRuntime.json(response).path("error").asText()).startsWith(message);
    assertThat(response.body()).doesNotContain("Exception").doesNotContain("ratchet.");
    assertThat(runtime.metric("fillnet_score_total{outcome=\"invalid\"}")).isEqualTo(1);
    assertThat(runtime.metric("fillnet_score_total{outcome=\"ok\"}")).isZero();
  }

  @Test
  void saysThatAnEmptyBodyIsEmpty() {
    assertThat(TestRuntime.json(runtime.post("/score/fillnet", "")).path("error").asText())
        .isEqualTo("the body is empty");
  }

  @Test
  void refusesABatchThatIsTooLong() {
    String tooLong = "[" + (TestRuntime.CONTEXT + ",").repeat(ContextReader.MAX_CONTEXTS) + "{}]";

    assertThat(runtime.post("/score/fillnet", tooLong).statusCode()).isEqualTo(413);
  }

  @Test
  void asksForTheModelWhereThereAreSeveral() {
    HttpResponse<String> response = runtime.post("/score", TestRuntime.CONTEXT);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("/score/fillnet").contains("/score/survival");
  }

  @Test
  void countsContextsNotRequests() {
    score(
        ModelName.FILLNET,
        "[" + TestRuntime.CONTEXT + "," + TestRuntime.CONTEXT + "," + TestRuntime.CONTEXT + "]");
    score(ModelName.FILLNET, TestRuntime.CONTEXT);

    assertThat(runtime.metric("fillnet_score_total{outcome=\"ok\"}")).isEqualTo(4);
    assertThat(runtime.metric("fillnet_score_seconds_count")).isEqualTo(2);
  }

  private HttpResponse<String> score(ModelName model, String body) {
    return runtime.post("/score/" + model.id(), body);
  }

  private static ObjectNode randomContext(Random random) {
    ObjectNode context = Json.MAPPER.createObjectNode();
    for (String name : RAW_INPUTS) {
      if (name.equals("slippageBps") || random.nextInt(5) > 0) {
        context.put(name, random.nextDouble() * Math.pow(10, random.nextInt(4) - 1));
      }
    }
    return context;
  }

  private static Inputs inputs(JsonNode context) {
    Map<String, Double> values = new HashMap<>();
    context.properties().forEach(e -> values.put(e.getKey(), e.getValue().doubleValue()));
    return Inputs.of(values);
  }

  private static void assertSame(JsonNode reply, Score score) {
    if (score instanceof Score.FillNet fillNet) {
      assertThat(reply.path("pFill").doubleValue()).isCloseTo(fillNet.pFill(), within(1e-9));
      assertThat(reply.path("expSlipBps").longValue()).isEqualTo(fillNet.expSlipBps());
      assertThat(reply.path("expTimeMs").longValue()).isEqualTo(fillNet.expTimeMs());
    } else if (score instanceof Score.Alpha alpha) {
      assertThat(reply.path("scores").size()).isEqualTo(alpha.byHorizon().size());
      alpha
          .byHorizon()
          .forEach(
              (horizon, value) ->
                  assertThat(reply.path("scores").path(horizon).doubleValue())
                      .isCloseTo(value, within(1e-9)));
    } else if (score instanceof Score.RugGuard rugGuard) {
      assertThat(reply.path("rugProb").doubleValue()).isCloseTo(rugGuard.rugProb(), within(1e-9));
      assertThat(reply.path("rug").booleanValue()).isEqualTo(rugGuard.rug());
    } else if (score instanceof Score.Survival survival) {
      assertThat(reply.path("hazard").doubleValue()).isCloseTo(survival.hazard(), within(1e-9));
      assertThat(reply.path("trailBps").doubleValue()).isCloseTo(survival.trailBps(), within(1e-9));
    }
  }
}
