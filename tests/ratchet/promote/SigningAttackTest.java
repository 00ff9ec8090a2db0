package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ratchet.promote.TwoModels.author;
import static ratchet.promote.TwoModels.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.gate.GateCandidates;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.SignatureFile;
import ratchet.model.SigningKey;
import ratchet.promote.reload.ReloadReply;
import ratchet.promote.rollback.RollbackRun;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.runtime.Role;
import ratchet.runtime.RuntimeOptions;
import ratchet.runtime.RuntimeServer;
import ratchet.store.AliasReader;
import ratchet.store.PromotionSettings;

/**
 * Somebody may write the models folder and does not have the key: whatever promote and rollback are
 * made to do with it, they sign nothing that never passed a gate, and no runtime serves it.
 */
class SigningAttackTest {
  private static final ModelName MODEL = ModelName.FILLNET;

  @TempDir Path directory;
  @TempDir Path elsewhere;
  private PromotionFixture bed;
  private Path publicKey;
  private GateCandidates first;
  private GateCandidates second;
  private GateCandidates evil;

  @BeforeEach
  void aSignedVersionIsLive() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    bed = new PromotionFixture(directory);
    bed.key = Optional.of(SigningKey.read(pem("PRIVATE", pair.getPrivate().getEncoded()), "test"));
    publicKey =
        Files.write(elsewhere.resolve("key.pub"), pem("PUBLIC", pair.getPublic().getEncoded()));
    first = PromotionFixture.good(MODEL);
    second = PromotionFixture.good(MODEL).weight(0.2);
    evil = PromotionFixture.good(MODEL).weight(-9);
    promote(first);
  }

  private PromoteReport promote(GateCandidates candidate) {
    bed.candidate(MODEL, candidate);
    return bed.promote(MODEL);
  }

  private ModelOutcome rollback(Optional<String> version) {
    return new RollbackRun(
            PromotionSettings.of(bed.paths(), bed.urls, author("rollback fillnet"))
                .signedWith(bed.key),
            (model, urls, expected) -> urls.stream().map(url -> bed.reply(url, expected)).toList(),
            clock(),
            bed)
        .run(MODEL, version);
  }

  private void overwriteAlias(GateCandidates content) {
    PromotionFixture.write(bed.paths().alias(MODEL), content.bytes());
  }

  private void assertEvilIsNeitherSignedNorServed() throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".sig")).toList()) {
        assertThat(SignatureFile.read(Files.readAllBytes(file)))
            .as(file.toString())
            .noneMatch(signed -> signed.statement().sha256().equals(evil.loaded().sha256()));
      }
    }
    try (RuntimeServer runtime =
        RuntimeServer.start(
            RuntimeOptions.of(Role.EXECUTOR, directory)
                .port(0)
                .withoutWatch()
                .clock(clock())
                .verifyKey(publicKey)
                .build())) {
      assertThat(runtime.models().get(MODEL).serving().map(serving -> serving.sha256()))
          .isNotEqualTo(Optional.of(evil.loaded().sha256()));
    }
  }

  @Test
  void byAForgedNoteOfASwitchAtWork() throws IOException {
    promote(second);
    overwriteAlias(first);
    String sha256 = evil.loaded().sha256();
    PromotionFixture.write(AliasReader.version(bed.paths(), MODEL, sha256), evil.bytes());
    Files.writeString(
        bed.paths().intent(),
        "{\"kind\":\"together\",\"switches\":[{\"model\":\"fillnet\",\"from_sha256\":\""
            + sha256
            + "\",\"to_sha256\":\""
            + first.loaded().sha256()
            + "\"}]}\n");
    bed.candidate(MODEL, PromotionFixture.good(MODEL).weight(0.3));
    assertThatThrownBy(() -> bed.promote(MODEL))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no statement by this key covers");
    assertThat(bed.live(MODEL)).contains(first.loaded().sha256());
    assertEvilIsNeitherSignedNorServed();
  }

  @Test
  void byAnAliasThatIsPutBack() throws IOException {
    overwriteAlias(evil);
    bed.answer = ReloadReply.Outcome.FAILED;
    PromoteReport report = promote(second);
    assertThat(bed.live(MODEL)).contains(second.loaded().sha256());
    assertThat(report.failures())
        .singleElement()
        .asString()
        .contains("the key never signed the version before");
    assertEvilIsNeitherSignedNorServed();
  }

  @Test
  void byAnAliasThatIsRolledBackTo() throws IOException {
    overwriteAlias(evil);
    assertThat(promote(second).failures()).isEmpty();
    assertThatThrownBy(() -> rollback(Optional.of(evil.loaded().sha256())))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no statement by this key covers");
    assertThat(bed.live(MODEL)).contains(second.loaded().sha256());
    assertThat(rollback(Optional.empty()).liveSha256()).contains(first.loaded().sha256());
    assertThat(bed.warnings).anyMatch(text -> text.contains("was never signed by this key"));
    assertEvilIsNeitherSignedNorServed();
  }

  @Test
  void bringsBackWhatItSignedLongAgo() throws IOException {
    for (int i = 0; i < 25; i++) {
      promote(PromotionFixture.good(MODEL).weight(1 + i));
    }
    Files.delete(directory.resolve("fillnet.json.sig"));
    assertThat(rollback(Optional.of(first.loaded().sha256())).failure()).isEmpty();
    assertThat(SignatureFile.read(Files.readAllBytes(directory.resolve("fillnet.json.sig"))))
        .extracting(signed -> signed.statement().sha256())
        .containsExactly(first.loaded().sha256());
  }

  @Test
  void noForgedDateMovesTheClockOfLaterStatements() throws IOException {
    Path file = directory.resolve("fillnet.json.sig");
    for (String at : List.of("9000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999Z")) {
      String genuine = Files.readString(file).lines().findFirst().orElseThrow();
      Files.writeString(
          file, genuine.replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"" + at + "\"") + "\n");
      promote(bed.live(MODEL).equals(Optional.of(first.loaded().sha256())) ? second : first);
      assertThat(SignatureFile.read(Files.readAllBytes(file)))
          .allSatisfy(
              signed ->
                  assertThat(signed.statement().at())
                      .isBefore(PromotionFixture.NOW.plus(Duration.ofMinutes(1))));
      try (var files = Files.list(directory)) {
        assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("ratchet-tmp"));
      }
    }
  }

  private static byte[] pem(String kind, byte[] der) {
    return ("-----BEGIN "
            + kind
            + " KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END "
            + kind
            + " KEY-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
