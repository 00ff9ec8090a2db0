package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.ModelName;

class ReloadTest {
  private static final byte[] FIRST = TestModels.good(ModelName.FILLNET, 1);
  private static final byte[] SECOND = TestModels.good(ModelName.FILLNET, 2);

  @TempDir Path folder;

  @Test
  void tellsWhatServesAfterwards() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);

      HttpResponse<String> reply = runtime.reload();

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(TestRuntime.json(reply))
          .isEqualTo(
              ratchet.model.Json.read(
                  """
                  {"status": "ok", "models": {"fillnet": {"status": "ok", "sha256": "%s",
                   "created": "2026-03-01T12:00:02Z", "epoch_seconds": 1772366402,
                   "model_status": "ok"}}}
                  """
                      .formatted(Digest.of(SECOND))));
    }
  }

  @Test
  void countsAFileThatServesAlreadyAsSuccess() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      runtime.clock.advance(Duration.ofSeconds(90));

      assertThat(runtime.reload().statusCode()).isEqualTo(200);

      assertThat(runtime.metric("fillnet_model_reload_total{outcome=\"ok\"}")).isEqualTo(1);
      assertThat(runtime.metric("fillnet_model_reload_total{outcome=\"unchanged\"}")).isEqualTo(1);
      assertThat(runtime.metric("fillnet_model_last_reload_success_timestamp_seconds"))
          .isEqualTo(runtime.clock.instant().getEpochSecond());
      assertThat(runtime.metric("fillnet_model_reload_seconds_count")).isEqualTo(2);
    }
  }

  @Test
  void ignoresABody() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      assertThat(runtime.post("/control/reload-models", "not even JSON").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void servesAFileThatCallsItselfDegradedAndSaysSo() {
    byte[] degraded = TestModels.bytes(ModelName.FILLNET, TestModels.CREATED, "degraded", 3);
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      TestRuntime.putAlias(folder, ModelName.FILLNET, degraded);

      HttpResponse<String> reply = runtime.reload();

      JsonNode fields = TestRuntime.json(reply).path("models").path("fillnet");
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(fields.path("status").asText()).isEqualTo("ok");
      assertThat(fields.path("model_status").asText()).isEqualTo("degraded");
      assertThat(fields.path("warning").asText()).isEqualTo("the file calls itself degraded");
      assertThat(fields.path("sha256").asText()).isEqualTo(Digest.of(degraded));
      assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(ModelStatus.DEGRADED);
      assertThat(runtime.metric("fillnet_model_last_reload_successful")).isEqualTo(1);
    }
  }

  @Test
  void callsAnExpiredModelDegradedAndGoesOnScoring() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      runtime.clock.advance(RuntimeOptions.DEFAULT_MAX_AGE);

      assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(ModelStatus.DEGRADED);
      assertThat(runtime.post("/score", TestRuntime.CONTEXT).statusCode()).isEqualTo(200);
      JsonNode fields = TestRuntime.json(runtime.reload()).path("models").path("fillnet");
      assertThat(fields.path("status").asText()).isEqualTo("ok");
      assertThat(fields.path("warning").asText())
          .startsWith("expired: created 2026-03-01T12:00:01Z");
    }
  }

  @Test
  void refusesToScoreWithAnExpiredModelWhereToldTo() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime =
        TestRuntime.start(Role.EXECUTOR, folder, o -> o.refuseExpired(true))) {
      assertThat(runtime.post("/score", TestRuntime.CONTEXT).statusCode()).isEqualTo(200);
      runtime.clock.advance(RuntimeOptions.DEFAULT_MAX_AGE);

      HttpResponse<String> refused = runtime.post("/score", TestRuntime.CONTEXT);

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(TestRuntime.json(refused).path("status").asText()).isEqualTo("degraded");
      assertThat(runtime.get("/readyz").statusCode()).isEqualTo(503);
      assertThat(runtime.get("/healthz").statusCode()).isEqualTo(200);
      JsonNode fields = TestRuntime.json(runtime.reload()).path("models").path("fillnet");
      assertThat(fields.path("model_status").asText()).isEqualTo("degraded");
      assertThat(fields.path("warning").asText()).startsWith("expired: created");
      assertThat(fields.path("scores_refused").booleanValue()).isTrue();
    }
  }

  @Test
  void doesNotFailARoleForModelsThatWereNeverThere() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.ALL, folder)) {
      HttpResponse<String> reply = runtime.reload();

      assertThat(reply.statusCode()).isEqualTo(200);
      JsonNode models = TestRuntime.json(reply).path("models");
      assertThat(models.path("fillnet").path("status").asText()).isEqualTo("ok");
      assertThat(models.path("alpha").path("status").asText()).isEqualTo("missing");
      assertThat(models.fieldNames())
          .toIterable()
          .containsExactly("fillnet", "alpha", "rugguard", "survival");
    }
  }

  @Test
  void reloadsOneModelOfMany() throws Exception {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    Files.writeString(folder.resolve("alpha_ranker.json"), "{");
    try (TestRuntime runtime = TestRuntime.start(Role.ALL, folder)) {
      assertThat(runtime.reload().statusCode()).isEqualTo(422);
      assertThat(runtime.post("/control/reload-models/fillnet", "").statusCode()).isEqualTo(200);
      assertThat(runtime.post("/control/reload-models/alpha", "").statusCode()).isEqualTo(422);
    }
  }

  @Test
  void readsAnAliasThatLiesElsewhere() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("fill.json");
    Files.write(elsewhere, SECOND);
    try (TestRuntime runtime =
        TestRuntime.start(
            Role.EXECUTOR,
            folder,
            o ->
                o.aliasesFromEnvironment(
                    java.util.Map.of("PROMOTE_FILLNET_ALIAS", elsewhere.toString())))) {
      assertThat(
              TestRuntime.json(runtime.post("/score", TestRuntime.CONTEXT)).path("sha256").asText())
          .isEqualTo(Digest.of(SECOND));
    }
  }

  @Test
  void tellsTheOperatorOnceThatAModelExpiredThoughNobodyAsked() throws Exception {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      runtime.clock.advance(RuntimeOptions.DEFAULT_MAX_AGE);
      while (runtime.log.size() < 2) {
        Thread.sleep(10);
      }
      runtime.clock.advance(Duration.ofDays(1));
      runtime.reload();
      Thread.sleep(600);

      assertThat(runtime.log).hasSize(2);
      assertThat(runtime.log.get(1))
          .startsWith("fillnet degraded (clock): expired: created 2026-03-01T12:00:01Z")
          .endsWith("serves " + Digest.abbreviate(Digest.of(FIRST)));
    }
  }

  @Test
  void tellsAFaultOnceHoweverOftenItIsAskedToLoad() {
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      runtime.reload();
      runtime.reload();
      assertThat(runtime.log)
          .containsExactly(
              "fillnet missing (start): fillnet.json: there is no file; nothing serves");
    }
  }

  @Test
  void letsNoFileForgeALineOrCommandTheTerminal() throws Exception {
    byte[] evil =
        new String(FIRST, java.nio.charset.StandardCharsets.UTF_8)
            .replace("\"status\" : \"ok\"", "\"status\" : \"x\\n\\u001b[2Jfillnet ok (start)\"")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    TestRuntime.putAlias(folder, ModelName.FILLNET, evil);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      assertThat(runtime.log).hasSize(1);
      assertThat(runtime.log.get(0)).contains("x\\u000a\\u001b[2Jfillnet ok");
      for (String path : new String[] {"/status.json", "/readyz", "/metrics"}) {
        assertThat(runtime.get(path).body()).doesNotContain("\u001b");
      }
      assertThat(runtime.reload().body()).doesNotContain("\u001b");
    }
  }

  @Test
  void tellsNoWordOfAFileThatTheAliasLinksTo() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "hunter2 root:x:0:0\n");
    Files.createSymbolicLink(folder.resolve(ModelName.FILLNET.aliasFile()), secret);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      assertThat(runtime.reload().body()).contains("is not valid JSON").doesNotContain("hunter2");
      assertThat(runtime.get("/status.json").body()).doesNotContain("hunter2");
      assertThat(runtime.post("/score", TestRuntime.CONTEXT).body()).doesNotContain("hunter2");
      assertThat(runtime.log.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void tellsTheOperatorInOneLineWhatChanged() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = TestRuntime.start(Role.EXECUTOR, folder)) {
      TestRuntime.putAlias(folder, ModelName.FILLNET, new byte[0]);
      runtime.reload();

      String serves = "serves " + Digest.abbreviate(Digest.of(FIRST));
      assertThat(runtime.log)
          .containsExactly(
              "fillnet ok (start): " + serves,
              "fillnet error (request): fillnet.json is empty; " + serves);
    }
  }
}
