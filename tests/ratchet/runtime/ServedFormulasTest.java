package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.features.Features;
import ratchet.features.GoldenInputs;
import ratchet.model.AlphaModel;
import ratchet.model.FillNetModel;
import ratchet.model.Metrics;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

/**
 * Contexts and the answers that the services give. The numbers are those of the formulas, computed
 * once in Python with doubles: clamp each term, sum, {@code 1 / (1 + exp(-z))}, {@code floor(x +
 * 0.5)}.
 */
class ServedFormulasTest {
  private static final double[] ALPHA = {-1.8, 1.4, 1.0, 1.2, .6, .5, .6, .1, .05, .3, 1.0};
  private static final double[] FILL = {.1, 1, -1, .5, .2, .1, .3, .4};
  private static final double[] SLIP = {10, 5, -5, 8, 3, 2, 1, 60};
  private static final double[] TIME = {300, -50, 100, 20, 10, 5, -30, 40};
  private static final double[] RUG = {-.2, 1.2, -.6, -.4, -.3, .2, -.2};

  @TempDir Path folder;
  private TestRuntime runtime;

  @BeforeEach
  void start() {
    put(
        new AlphaModel(
            header(ModelName.ALPHA),
            new LinkedHashMap<>(
                Map.of("10m", new AlphaModel.Horizon(list(ALPHA), "ok", Metrics.NONE, Map.of())))));
    put(new FillNetModel(header(ModelName.FILLNET), list(FILL), list(SLIP), list(TIME)));
    put(new RugGuardModel(header(ModelName.RUGGUARD), list(RUG), 0.5));
    put(survival(120));
    runtime = TestRuntime.start(Role.ALL, folder);
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // only the required inputs are known
        "{\"slippageBps\":120} | 0.6479408020806503 | 43 | 381",
        "{\"lpSol\":32.5,\"congestionScore\":0.35,\"spreadBps\":45,\"volatilityBps\":80,"
            + "\"ageSec\":240,\"rugProb\":0.2,\"slippageBps\":120} | 0.7980525071779854 | 46 | 319",
        // below 0 a term is 0, and congestion is taken as it is
        "{\"lpSol\":-3,\"congestionScore\":-0.2,\"spreadBps\":-9,\"volatilityBps\":-1,"
            + "\"ageSec\":-5,\"rugProb\":-1,\"slippageBps\":-50} | 0.7860592953375511 | 23 | 280",
        "{\"lpSol\":99,\"congestionScore\":1.4,\"spreadBps\":900,\"ageSec\":9999,"
            + "\"rugProb\":3,\"slippageBps\":4000} | 0.549833997312478 | 70 | 435",
        // less than a basis point is one; it is missing that gives no score
        "{\"slippageBps\":0} | 0.6109561990904385 | 19 | 365",
      })
  void fillnet(String context, double pFill, long slipBps, long timeMs) {
    JsonNode reply = score(ModelName.FILLNET, context);

    assertThat(reply.path("pFill").doubleValue()).isCloseTo(pFill, within(1e-12));
    assertThat(reply.path("expSlipBps").longValue()).isEqualTo(slipBps);
    assertThat(reply.path("expTimeMs").longValue()).isEqualTo(timeMs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lpSol\":0} | 0.401312339887548",
        // alpha's flow is the buys alone where nothing was sold
        "{\"buys60\":3,\"sells60\":0,\"uniques60\":5,\"lpSol\":10} | 0.7483817216070641",
        "{\"buys60\":24,\"sells60\":9,\"uniques60\":17,\"lpSol\":32,\"spreadBps\":45,"
            + "\"ageSec\":240,\"rugProb\":0.2,\"authorQualityMean\":0.5,\"authorQualityTop\":0.7,"
            + "\"authorMentions\":6,\"lunarBoost\":0.05} | 0.8995890395027057",
        "{\"buys60\":-4,\"sells60\":-1,\"uniques60\":-3,\"lpSol\":-9,\"spreadBps\":-1,"
            + "\"ageSec\":-1,\"rugProb\":2,\"lunarBoost\":-1} | 0.33181222783183384",
      })
  void alpha(String context, double score) {
    assertThat(score(ModelName.ALPHA, context).path("scores").path("10m").doubleValue())
        .isCloseTo(score, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"lpSol\":25} | 0.6681877721681662",
        "{\"authorityActive\":0,\"lpSol\":25,\"buys60\":4,\"sells60\":0} | 0.30576365989196946",
        "{\"mintRevoked\":true,\"freezeRevoked\":true,\"lpSol\":25,\"buys60\":4}"
            + " | 0.30576365989196946",
        "{\"mintRevoked\":true,\"freezeRevoked\":false,\"lpSol\":25} | 0.6681877721681662",
        "{\"lpSol\":-5,\"buys60\":2,\"sells60\":8,\"uniques60\":60,\"spreadBps\":100,"
            + "\"ageSec\":60} | 0.6813537337890255",
      })
  void rugguard(String context, double rugProb) {
    assertThat(score(ModelName.RUGGUARD, context).path("rugProb").doubleValue())
        .isCloseTo(rugProb, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"spreadBps\":0} | 0.5 | 84",
        // nothing sold: the flow counts as balanced for any number of buys
        "{\"buys60\":12,\"sells60\":0} | 0.5 | 84",
        "{\"buys60\":12,\"sells60\":-3} | 0.5 | 84",
        "{\"buys60\":12,\"sells60\":1} | 0.35434369377420455 | 94",
        "{\"buys60\":12} | 0.35434369377420455 | 94",
        "{\"buys60\":2,\"sells60\":4} | 0.6607563687658172 | 72",
        "{\"flowRatio\":0.5,\"sells60\":0} | 0.6607563687658172 | 72",
        // the position manager's name for the same fraction
        "{\"pnl\":-0.04,\"spreadBps\":60} | 0.7995258146778353 | 62",
        "{\"pnlPct\":-0.04,\"spreadBps\":60} | 0.7995258146778353 | 62",
        "{\"pnlPct\":0.06} | 0.389360766050778 | 92",
        "{\"spreadBps\":-5} | 0.5 | 84",
        // the narrowest trail holds
        "{\"pnlPct\":-1,\"spreadBps\":500,\"volatilityBps\":999,\"buys60\":0,\"sells60\":5,"
            + "\"slipGapBps\":500,\"rugProb\":2} | 0.9945137011005495 | 60",
      })
  void survival(String context, double hazard, long trailBps) {
    JsonNode reply = score(ModelName.SURVIVAL, context);

    assertThat(reply.path("hazard").doubleValue()).isCloseTo(hazard, within(1e-12));
    assertThat(reply.path("trailBps").isIntegralNumber()).isTrue();
    assertThat(reply.path("trailBps").longValue()).isEqualTo(trailBps);
  }

  @Test
  void roundsATrailOfAHalfUp() {
    // 105 · (1 − 0.6 · 0.5) = 73.5
    put(survival(105));
    assertThat(runtime.reload().statusCode()).isEqualTo(200);

    assertThat(score(ModelName.SURVIVAL, "{\"spreadBps\":0}").path("trailBps").longValue())
        .isEqualTo(74);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fillnet | {\"lpSol\": 3} | slippageBps is missing",
        "fillnet | {\"slippageBps\": \"120\"} | slippageBps is not a number",
        "fillnet | {\"slippage\": 120, \"route\": \"jito\"} | the context holds no name",
        "alpha | {\"lp_sol\": 3} | the context holds no name",
        "rugguard | {\"features\": {\"lpSol\": 3}} | the context holds no name",
        "survival | {\"pnl_pct\": 3} | the context holds no name",
        "survival | {\"pnlPct\": \"x\"} | pnlPct is not a number",
      })
  void refusesWhatTheServicesDoNotPredict(String model, String context, String reason) {
    HttpResponse<String> reply = runtime.post("/score/" + model, context);

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(TestRuntime.json(reply).path("error").asText()).startsWith(reason);
  }

  private JsonNode score(ModelName model, String context) {
    HttpResponse<String> reply = runtime.post("/score/" + model.id(), context);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return TestRuntime.json(reply);
  }

  private void put(ModelFile model) {
    byte[] content = ModelWriter.write(GoldenInputs.stamp(model));
    TestRuntime.putAlias(folder, model.name(), content);
  }

  private static ModelFile survival(double baseTrailBps) {
    return new SurvivalModel(
        header(ModelName.SURVIVAL),
        new SurvivalModel.Params(baseTrailBps, 60, 250, 0.65, 0.85),
        Optional.empty());
  }

  private static ModelHeader header(ModelName model) {
    return new ModelHeader(
        TestModels.CREATED,
        "ok",
        Features.of(model).names(),
        Metrics.NONE,
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
