package ratchet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.SignatureFile;
import ratchet.model.SignedStatement;
import ratchet.model.VerifyKey;

class SignatureCheckTest {
  private static final byte[] FIRST = TestModels.good(ModelName.FILLNET, 1);
  private static final byte[] SECOND = TestModels.good(ModelName.FILLNET, 2);
  private static final byte[] THIRD = TestModels.good(ModelName.FILLNET, 3);
  private static final Instant MONDAY = Instant.parse("2026-03-02T08:00:00Z");
  private static final Instant TUESDAY = Instant.parse("2026-03-03T08:00:00Z");
  private static final Instant WEDNESDAY = Instant.parse("2026-03-04T08:00:00Z");

  @TempDir Path folder;
  private final SignedModels promote = new SignedModels();

  /** What a signed alias can be wrong in while its model file is a good one. */
  enum Forgery {
    NO_SIGNATURE("signature: is missing: there is no fillnet.json.sig") {
      @Override
      void inject(Path folder, SignedModels promote) throws Exception {
        Files.delete(SignedModels.file(folder));
        TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
      }
    },
    ALTERED_FILE("signature: is missing: fillnet.json.sig holds no statement about these bytes") {
      @Override
      void inject(Path folder, SignedModels promote) {
        promote.put(folder, SECOND, WEDNESDAY);
        String text = new String(SECOND, StandardCharsets.UTF_8);
        byte[] altered = (text + " ").getBytes(StandardCharsets.UTF_8);
        TestRuntime.putAlias(folder, ModelName.FILLNET, altered);
      }
    },
    ANOTHER_KEY("signature: is not by the key that this runtime was given") {
      @Override
      void inject(Path folder, SignedModels promote) {
        new SignedModels().put(folder, SECOND, WEDNESDAY);
      }
    },
    ALTERED_STATEMENT("signature: is not by the key that this runtime was given") {
      @Override
      void inject(Path folder, SignedModels promote) throws Exception {
        promote.put(folder, SECOND, MONDAY);
        Path file = SignedModels.file(folder);
        Files.writeString(
            file, Files.readString(file).replace(MONDAY.toString(), WEDNESDAY.toString()));
      }
    },
    ANOTHER_MODELS_STATEMENT("signature: is missing: fillnet.json.sig holds no statement") {
      @Override
      void inject(Path folder, SignedModels promote) {
        promote.put(folder, SECOND, WEDNESDAY);
        SignedModels.signature(
            folder,
            SignatureFile.with(List.of(), promote.sign(ModelName.ALPHA, SECOND, WEDNESDAY)));
      }
    },
    REPLAYED("signature: is of 2026-03-02T08:00:00Z, older than the promotion that was followed") {
      @Override
      void inject(Path folder, SignedModels promote) {
        promote.put(folder, SECOND, MONDAY);
      }
    },
    GARBAGE("signature: file, line 1: is not valid JSON") {
      @Override
      void inject(Path folder, SignedModels promote) {
        SignedModels.signature(folder, new byte[] {'{'});
        TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
      }
    },
    HUGE("signature: file is larger than 64 KiB") {
      @Override
      void inject(Path folder, SignedModels promote) {
        SignedModels.signature(folder, new byte[1 << 20]);
        TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
      }
    },
    FOLDER("signature: file fillnet.json.sig is not a regular file") {
      @Override
      void inject(Path folder, SignedModels promote) throws Exception {
        Files.delete(SignedModels.file(folder));
        Files.createDirectory(SignedModels.file(folder));
        TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
      }
    };

    private final String reason;

    Forgery(String reason) {
      this.reason = reason;
    }

    abstract void inject(Path folder, SignedModels promote) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void neverEvictsTheModelThatServes(Forgery forgery) throws Exception {
    promote.put(folder, FIRST, TUESDAY);
    try (TestRuntime runtime = start()) {
      assertServes(runtime, FIRST);
      forgery.inject(folder, promote);

      HttpResponse<String> reply = runtime.reload();

      assertThat(reply.statusCode()).isEqualTo(422);
      JsonNode fields = TestRuntime.json(reply).path("models").path("fillnet");
      assertThat(fields.path("status").asText()).isEqualTo("degraded");
      assertThat(fields.path("error").asText()).startsWith("fillnet.json: " + forgery.reason);
      assertThat(fields.path("sha256").asText()).isEqualTo(Digest.of(FIRST));
      assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(ModelStatus.DEGRADED);
      assertThat(runtime.metric("fillnet_model_last_reload_successful")).isZero();
      assertThat(runtime.metric("fillnet_model_reload_total{outcome=\"error\"}")).isEqualTo(1);
      assertThat(runtime.post("/score", TestRuntime.CONTEXT).body()).contains(Digest.of(FIRST));

      Files.deleteIfExists(SignedModels.file(folder));
      promote.put(folder, THIRD, WEDNESDAY);
      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      assertServes(runtime, THIRD);
    }
  }

  @Test
  void servesNothingUnsignedFromTheStart() {
    TestRuntime.putAlias(folder, ModelName.FILLNET, FIRST);
    try (TestRuntime runtime = start()) {
      assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(ModelStatus.ERROR);
      assertThat(runtime.post("/score", TestRuntime.CONTEXT).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void followsTheWayBackWhenItIsSignedAnew() {
    promote.put(folder, FIRST, MONDAY);
    try (TestRuntime runtime = start()) {
      promote.put(folder, SECOND, TUESDAY);
      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      promote.put(folder, FIRST, WEDNESDAY);
      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      assertServes(runtime, FIRST);

      promote.put(folder, SECOND, TUESDAY);
      assertThat(runtime.reload().statusCode()).isEqualTo(422);
    }
  }

  @Test
  void servesTheFormerVersionWhileTheNextOneIsOnlySigned() {
    promote.put(folder, FIRST, MONDAY);
    SignedStatement first = promote.sign(ModelName.FILLNET, FIRST, MONDAY);
    SignedStatement second = promote.sign(ModelName.FILLNET, SECOND, TUESDAY);
    SignedModels.signature(folder, SignatureFile.with(List.of(first), second));
    try (TestRuntime runtime = start()) {
      assertThat(runtime.post("/score", TestRuntime.CONTEXT).body()).contains(Digest.of(FIRST));

      TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);

      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      assertServes(runtime, SECOND);
    }
  }

  @Test
  void callsAFileDegradedThatIsOlderThanAVerifiedStatementBesideItAtTheStart() {
    promote.put(folder, FIRST, MONDAY);
    SignedStatement first = promote.sign(ModelName.FILLNET, FIRST, MONDAY);
    SignedStatement second = promote.sign(ModelName.FILLNET, SECOND, TUESDAY);
    SignedModels.signature(folder, SignatureFile.with(List.of(first), second));
    try (TestRuntime runtime = start()) {
      assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(ModelStatus.DEGRADED);
      JsonNode fields = TestRuntime.json(runtime.reload()).path("models").path("fillnet");
      assertThat(fields.path("model_status").asText()).isEqualTo("degraded");
      assertThat(fields.path("warning").asText())
          .startsWith("older than the promotion that was signed at " + TUESDAY);

      // the way back that is signed anew is the newest promotion
      promote.put(folder, FIRST, WEDNESDAY);
      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      assertServes(runtime, FIRST);
    }
  }

  @Test
  void believesNoDateThatNobodyVerified() {
    promote.put(folder, FIRST, MONDAY);
    SignedStatement first = promote.sign(ModelName.FILLNET, FIRST, MONDAY);
    SignedStatement forged =
        new SignedModels().sign(ModelName.FILLNET, SECOND, Instant.parse("9000-01-01T00:00:00Z"));
    SignedModels.signature(folder, SignatureFile.with(List.of(first), forged));
    try (TestRuntime runtime = start()) {
      assertServes(runtime, FIRST);
    }
  }

  @Test
  void remembersASecondStatementAboutWhatServes() {
    promote.put(folder, FIRST, MONDAY);
    try (TestRuntime runtime = start()) {
      promote.put(folder, FIRST, WEDNESDAY);
      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      promote.put(folder, SECOND, TUESDAY);

      assertThat(runtime.reload().statusCode()).isEqualTo(422);
      assertThat(runtime.post("/score", TestRuntime.CONTEXT).body()).contains(Digest.of(FIRST));
    }
  }

  @Test
  void doesNotFollowAStatementAboutAFileThatCannotBeServed() {
    promote.put(folder, FIRST, MONDAY);
    try (TestRuntime runtime = start()) {
      promote.put(folder, new byte[] {'{'}, WEDNESDAY);
      assertThat(runtime.reload().statusCode()).isEqualTo(422);
      promote.put(folder, SECOND, TUESDAY);

      assertThat(runtime.reload().statusCode()).isEqualTo(200);
      assertServes(runtime, SECOND);
    }
  }

  @Test
  void noticesASignatureThatComesAfterItsFile() throws Exception {
    promote.put(folder, FIRST, MONDAY);
    ModelSlot slot = slot();
    slot.reload(Reload.Trigger.START);
    TestRuntime.putAlias(folder, ModelName.FILLNET, SECOND);
    assertThat(slot.reloadIfChanged(Reload.Trigger.WATCH)).isPresent();
    assertThat(slot.reloadIfChanged(Reload.Trigger.WATCH)).isEmpty();

    promote.put(folder, SECOND, TUESDAY);

    SlotState state = slot.reloadIfChanged(Reload.Trigger.WATCH).orElseThrow();
    assertThat(state.serving().orElseThrow().sha256()).isEqualTo(Digest.of(SECOND));
  }

  @Test
  void doesNotStartWithoutAKey() throws Exception {
    Path noKey = Files.writeString(folder.resolve("no.pub"), "nonsense");
    for (Path file : List.of(noKey, folder.resolve("none.pub"))) {
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(
              () ->
                  TestRuntime.start(Role.EXECUTOR, folder, options -> options.verifyKey(file))
                      .close())
          .withMessageContaining(file.toString());
    }
  }

  private ModelSlot slot() throws Exception {
    Path key = promote.writePublicKey(folder.resolve("serve.pub"));
    return new ModelSlot(
        ModelName.FILLNET,
        folder.resolve("fillnet.json"),
        Clock.systemUTC(),
        Optional.of(VerifyKey.read(Files.readAllBytes(key), key.toString())));
  }

  private TestRuntime start() {
    Path key = promote.writePublicKey(folder.resolve("serve.pub"));
    return TestRuntime.start(
        Role.EXECUTOR, folder, options -> options.verifyKey(key).maxAge(Duration.ofDays(30)));
  }

  private static void assertServes(TestRuntime runtime, byte[] file) {
    assertThat(runtime.post("/score", TestRuntime.CONTEXT).body()).contains(Digest.of(file));
    assertThat(runtime.statusInMetrics(ModelName.FILLNET)).isEqualTo(ModelStatus.OK);
  }
}
