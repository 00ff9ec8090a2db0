package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/** Each fault of the alias, seen by everyone who looks: reply, metrics, score, page, readiness. */
class FaultTest {
  private static final byte[] FIRST = TestModels.good(ModelName.FILLNET, 1);
  private static final byte[] SECOND = TestModels.good(ModelName.FILLNET, 2);
  private static final String CONTEXT = "{\"lpSol\": 32, \"spreadBps\": 45, \"slippageBps\": 100}";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void neverEvictsTheModelThatServes(Fault fault) throws Exception {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      String before = runtime.post("/score", CONTEXT).body();
      fault.inject(folder);

      HttpResponse<String> reply = runtime.reload();

      assertThat(reply.statusCode()).isEqualTo(422);
      assertThat(TestRuntime.json(reply).path("status").asText()).isEqualTo("error");
      JsonNode fields = TestRuntime.json(reply).path("models").path("fillnet");
      assertThat(fields.path("status").asText()).isEqualTo("degraded");
      assertThat(fields.path("error").asText()).contains("fillnet.json").contains(fault.reason());
      assertThat(fields.path("error").asText()).doesNotContain(folder.toString());
      assertThat(fields.path("sha256").asText()).isEqualTo(Digest.of(FIRST));
      assertThat(runtime.post("/score", CONTEXT).body()).isEqualTo(before);
      assertThat(runtime.get("/readyz").statusCode()).isEqualTo(200);
      assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(ModelStatus.DEGRADED);
      assertThat(runtime.metric("fillnet_model_epoch_seconds"))
          .isEqualTo(TestModels.CREATED.getEpochSecond() + 1);
      assertThat(runtime.metric("fillnet_model_last_reload_successful")).isZero();
      assertThat(runtime.metric(reloads(fault))).isEqualTo(1);
      assertThat(
              runtime.metric(
                  "fillnet_model_info{sha256=\"" + Digest.of(FIRST) + "\",version=\"2\"}"))
          .isEqualTo(1);

      Fault.recover(folder, SECOND);
      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      assertServes(runtime, SECOND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesNothingServingWhereNothingDid(Fault fault) throws Exception {
    fault.inject(folder);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      ModelStatus expected = fault == Fault.MISSING ? ModelStatus.MISSING : ModelStatus.ERROR;

      HttpResponse<String> reply = runtime.reload();

      assertThat(reply.statusCode()).isEqualTo(422);
      JsonNode fields = TestRuntime.json(reply).path("models").path("fillnet");
      assertThat(fields.path("status").asText()).isEqualTo(expected.id());
      assertThat(fields.path("error").asText()).contains(fault.reason());
      assertThat(fields.path("sha256").isNull()).isTrue();
      assertThat(fields.path("epoch_seconds").asLong()).isZero();
      HttpResponse<String> score = runtime.post("/score", CONTEXT);
      assertThat(score.statusCode()).isEqualTo(503);
      assertThat(TestRuntime.json(score).path("status").asText()).isEqualTo(expected.id());
      assertThat(TestRuntime.json(score).path("error").asText()).contains(fault.reason());
      assertThat(runtime.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(runtime.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(expected);
      assertThat(runtime.metric("fillnet_model_epoch_seconds")).isZero();
      assertThat(runtime.metric("fillnet_model_last_reload_success_timestamp_seconds")).isZero();
      assertThat(runtime.metric("fillnet_score_total{outcome=\"unavailable\"}")).isEqualTo(1);
      assertThat(runtime.get("/metrics").body()).doesNotContain("fillnet_model_info{");

      Fault.recover(folder, SECOND);
      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      assertServes(runtime, SECOND);
    }
  }

  private static void assertServes(TestRuntime runtime, byte[] file) {
    String sha256 = Digest.of(file);
    assertThat(TestRuntime.json(runtime.post("/score", CONTEXT)).path("sha256").asText())
        .isEqualTo(sha256);
    assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(ModelStatus.OK);
    assertThat(runtime.metric("fillnet_model_last_reload_successful")).isEqualTo(1);
    assertThat(runtime.get("/metrics").body().lines())
        .filteredOn(line -> line.startsWith("fillnet_model_info{"))
        .containsExactly("fillnet_model_info{sha256=\"" + sha256 + "\",version=\"2\"} 1.0");
  }

  private static String reloads(Fault fault) {
    String outcome = fault == Fault.MISSING ? "missing" : "error";
    return "fillnet_model_reload_total{outcome=\"" + outcome + "\"}";
  }
}
