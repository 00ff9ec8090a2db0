package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.store.StoredVersions.expected;
import static ratchet.store.StoredVersions.sha256;
import static ratchet.store.StoredVersions.version;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.PromotionStatement;
import ratchet.model.SignatureFile;
import ratchet.model.SignedStatement;
import ratchet.model.SigningKey;
import ratchet.model.VerifyKey;
import ratchet.promote.PromotionFixture;
import ratchet.promote.reload.ReloadClient;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.reload.ReloadSettings;
import ratchet.promote.reload.RolloutPlan;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;

/** What promote signs, against a runtime that serves nothing else. */
class AliasSignerTest {
  private static final ModelName FILLNET = ModelName.FILLNET;
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path folder;
  private ModelPaths paths;
  private Path publicKey;
  private SigningKey key;

  @BeforeEach
  void makeKeys() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    key = SigningKey.read(pem("PRIVATE", pair.getPrivate()), "test");
    publicKey = Files.write(folder.resolve("verify.pub"), pem("PUBLIC", pair.getPublic()));
    paths = ModelPaths.of(folder);
  }

  @Test
  void signsEachVersionBeforeItIsLive() throws Exception {
    replace(NOON, 1);
    replace(NOON.plusSeconds(60), 2);

    List<SignedStatement> signed = SignatureFile.read(Files.readAllBytes(signatures()));

    VerifyKey verify = VerifyKey.read(Files.readAllBytes(publicKey), "test");
    assertThat(signed).hasSize(2).allMatch(statement -> statement.isBy(verify));
    PromotionStatement last = signed.get(1).statement();
    assertThat(last.model()).isEqualTo(FILLNET);
    assertThat(last.sha256()).isEqualTo(sha256(2));
    assertThat(last.created()).isEqualTo(StoredVersions.NOON.plusSeconds(2));
    assertThat(last.verdict()).isEqualTo(PromotionStatement.PASSED);
    assertThat(last.at()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void leavesAnAliasThatIsServedWhicheverStepFails() throws Exception {
    for (int step = 1; ; step++) {
      Files.deleteIfExists(signatures());
      replace(NOON, 1);
      FailingFileOperations operations = new FailingFileOperations("full", step, 1);
      try (AliasStore store = open(NOON.plusSeconds(60), operations)) {
        store.replace(FILLNET, version(2));
      } catch (InputException e) {
        assertThat(e).hasMessageContaining("full");
      }
      try (RuntimeServer runtime = verifying()) {
        assertThat(served(runtime)).as("step " + step).isEqualTo(live());
      }
      if (operations.steps() < step) {
        assertThat(step).isGreaterThan(8);
        return;
      }
    }
  }

  @Test
  void isFollowedForthAndBackByARuntimeThatRefusesReplays() throws Exception {
    replace(NOON, 1);
    try (RuntimeServer runtime = verifying();
        ReloadClient client = new ReloadClient(ReloadSettings.defaults())) {
      URI url = runtime.uri().resolve("/control/reload-models");
      byte[] oldSignatures = Files.readAllBytes(signatures());
      replace(NOON.plusSeconds(60), 2);
      assertThat(client.reload(FILLNET, url, expected(2)).outcome())
          .isEqualTo(ReloadReply.Outcome.OK);

      // someone copies the old file and its genuine signature back
      Files.write(signatures(), oldSignatures);
      Files.write(paths.alias(FILLNET), version(1));
      ReloadReply replayed = client.reload(FILLNET, url, expected(1));
      assertThat(replayed.outcome()).isEqualTo(ReloadReply.Outcome.FAILED);
      assertThat(served(runtime)).contains(sha256(2));
      replace(NOON.plusSeconds(90), 2);
      assertThat(client.reload(FILLNET, url, expected(2)).outcome())
          .isEqualTo(ReloadReply.Outcome.OK);

      PromotionSettings settings =
          PromotionSettings.of(paths, Map.of(FILLNET, List.of(url)), LedgerAuthor.of("test"))
              .signedWith(Optional.of(key));
      ModelOutcome back =
          new RollbackRun(
                  settings,
                  client.inWaves(RolloutPlan.allAtOnce()),
                  clock(NOON.plusSeconds(120)),
                  new PromotionFixture(Files.createDirectory(folder.resolve("bed"))))
              .run(FILLNET, Optional.of(sha256(1)));

      assertThat(back.failure()).isEmpty();
      assertThat(served(runtime)).contains(sha256(1));
      assertThat(lastStatement().verdict()).isEqualTo(PromotionStatement.RESTORED);
    }
  }

  @Test
  void isNeverOlderThanTheStatementBefore() throws Exception {
    replace(NOON, 1);
    replace(NOON.minus(Duration.ofDays(1)), 2);

    assertThat(lastStatement().at()).isEqualTo(NOON.plusMillis(1));
  }

  @Test
  void startsAnewWhereTheSignatureFileIsDamaged() throws Exception {
    Files.writeString(signatures(), "nonsense");
    replace(NOON, 1);

    try (RuntimeServer runtime = verifying()) {
      assertThat(served(runtime)).contains(sha256(1));
    }
  }

  @Test
  void writesNoSignatureWithoutAKey() throws Exception {
    StoredVersions.promote(paths, 1);

    assertThat(signatures()).doesNotExist();
    try (RuntimeServer runtime = verifying()) {
      assertThat(served(runtime)).isEmpty();
    }
  }

  private void replace(Instant at, int number) throws IOException {
    try (AliasStore store = open(at, new LocalFileOperations())) {
      store.replace(FILLNET, version(number));
    }
  }

  private AliasStore open(Instant at, FileOperations operations) {
    PromotionSettings settings = PromotionSettings.of(paths, Map.of(), LedgerAuthor.of("test"));
    return AliasStore.open(settings.signedWith(Optional.of(key)), clock(at), operations);
  }

  private static Clock clock(Instant at) {
    return Clock.fixed(at, ZoneOffset.UTC);
  }

  private RuntimeServer verifying() {
    return RuntimeServer.start(
        RuntimeOptions.of(Role.EXECUTOR, folder)
            .port(0)
            .withoutWatch()
            .clock(clock(NOON.plusSeconds(600)))
            .verifyKey(publicKey)
            .build());
  }

  private static Optional<String> served(RuntimeServer runtime) {
    return runtime.models().get(FILLNET).serving().map(serving -> serving.sha256());
  }

  private Optional<String> live() {
    return new AliasReader(paths).liveSha256(FILLNET);
  }

  private PromotionStatement lastStatement() throws IOException {
    List<SignedStatement> signed = SignatureFile.read(Files.readAllBytes(signatures()));
    return signed.get(signed.size() - 1).statement();
  }

  private Path signatures() {
    return folder.resolve("fillnet.json.sig");
  }

  private static byte[] pem(String kind, Key key) {
    return ("-----BEGIN "
            + kind
            + " KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END "
            + kind
            + " KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
