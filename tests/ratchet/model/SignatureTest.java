package ratchet.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {
  // openssl genpkey -algorithm ed25519; openssl pkey -pubout
  private static final String PRIVATE =
      "-----BEGIN PRIVATE KEY-----\n"
          + "MC4CAQAwBQYDK2VwBCIEIB1eKjmqG4PRqJ5bu0DuxlDsp8SO4yZQx26v2JufiXKW\n"
          + "-----END PRIVATE KEY-----\n";
  private static final String PUBLIC =
      "-----BEGIN PUBLIC KEY-----\n"
          + "MCowBQYDK2VwAyEAiE6t6LN4elvbjYqCB9QLAwtU0wUktPmnlyXekx7V/Pw=\n"
          + "-----END PUBLIC KEY-----\n";
  private static final String OTHER_PUBLIC =
      "-----BEGIN PUBLIC KEY-----\n"
          + "MCowBQYDK2VwAyEAaNEc9tkVSJjN00JvjJMSP+6QPsnlXF6FI0+FOqAfrF4=\n"
          + "-----END PUBLIC KEY-----\n";

  /** What is signed, to the letter, so that another program can check it. */
  private static final String SIGNED_BYTES =
      "ratchet promotion 1\n{\"model\":\"fillnet\",\"sha256\":\"ab12\","
          + "\"created\":\"2026-03-01T12:00:00Z\",\"verdict\":\"passed\","
          + "\"at\":\"2026-03-02T08:00:00.123Z\"}";

  /** printf of the above | openssl pkeyutl -sign -rawin -inkey KEY -in /dev/stdin | base64 -w0 */
  private static final String BY_OPENSSL =
      "O5p8P3ZVSVCxxcPZVhSN5+L2A3xvaIyllRiW3V8jMdoKUTa3nG3nl5kiHAFadNR16IecEOZ8FDCjZbfMhmsnBA==";

  private static final PromotionStatement STATEMENT =
      new PromotionStatement(
          ModelName.FILLNET,
          "ab12",
          Instant.parse("2026-03-01T12:00:00Z"),
          PromotionStatement.PASSED,
          Instant.parse("2026-03-02T08:00:00.123456Z"));

  private final SigningKey signingKey = SigningKey.read(bytes(PRIVATE), "promote.key");
  private final VerifyKey verifyKey = VerifyKey.read(bytes(PUBLIC), "serve.pub");

  @Test
  void signsAsOpensslDoes() {
    assertThat(new String(STATEMENT.bytes(), StandardCharsets.UTF_8)).isEqualTo(SIGNED_BYTES);
    assertThat(signingKey.sign(STATEMENT).signature()).isEqualTo(BY_OPENSSL);
    assertThat(new SignedStatement(STATEMENT, BY_OPENSSL).isBy(verifyKey)).isTrue();
  }

  @Test
  void knowsAnotherKeysSignature() {
    VerifyKey other = VerifyKey.read(bytes(OTHER_PUBLIC), "other.pub");

    assertThat(signingKey.sign(STATEMENT).isBy(other)).isFalse();
  }

  @Test
  void noticesEveryChangeOfTheStatement() {
    String signature = signingKey.sign(STATEMENT).signature();
    Instant created = STATEMENT.created();
    Instant at = STATEMENT.at();
    List<PromotionStatement> altered =
        List.of(
            new PromotionStatement(ModelName.ALPHA, "ab12", created, "passed", at),
            new PromotionStatement(ModelName.FILLNET, "ab13", created, "passed", at),
            new PromotionStatement(ModelName.FILLNET, "ab12", created.plusSeconds(1), "passed", at),
            new PromotionStatement(ModelName.FILLNET, "ab12", created, "restored", at),
            new PromotionStatement(ModelName.FILLNET, "ab12", created, "passed", at.plusMillis(1)));

    for (PromotionStatement statement : altered) {
      assertThat(new SignedStatement(statement, signature).isBy(verifyKey))
          .as(statement.toString())
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "ab cd"})
  void takesNonsenseForNoSignature(String nonsense) {
    assertThat(new SignedStatement(STATEMENT, nonsense).isBy(verifyKey)).isFalse();
  }

  @Test
  void readsBackWhatItWrote() {
    SignedStatement signed = signingKey.sign(STATEMENT);

    assertThat(SignatureFile.read(SignatureFile.with(List.of(), signed))).containsExactly(signed);
  }

  @Test
  void keepsTheLatestTwenty() {
    List<SignedStatement> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      PromotionStatement statement =
          new PromotionStatement(
              ModelName.FILLNET, "ab" + i, STATEMENT.created(), "passed", STATEMENT.at());
      SignedStatement signed = signingKey.sign(statement);
      List<SignedStatement> kept = SignatureFile.read(SignatureFile.with(all, signed));
      all.add(signed);

      assertThat(kept).isEqualTo(all.subList(Math.max(0, all.size() - 20), all.size()));
    }
  }

  @Test
  void namesTheLineThatIsNoStatement() {
    String good = signingKey.sign(STATEMENT).toLine();

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SignatureFile.read(bytes(good + "\n{\"model\":\"fillnet\"}\n")))
        .withMessage("signature: file, line 2: sha256: is missing");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SignatureFile.read(bytes("{\n")))
        .withMessageStartingWith("signature: file, line 1: is not valid JSON");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SignatureFile.read(bytes(good.replace("fillnet", "beta"))))
        .withMessageContaining("no model is called 'beta'");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> SignatureFile.read(new byte[SignatureFile.MAX_BYTES + 1]))
        .withMessage("signature: file is larger than 64 KiB");
  }

  @Test
  void refusesAFileThatIsNoKeyWithoutShowingIt() {
    String[] wrong = {"", "secret", PUBLIC, PRIVATE + PRIVATE, PRIVATE.replace("MC4", "MC5")};
    for (String content : wrong) {
      assertThatExceptionOfType(InputException.class)
          .isThrownBy(() -> SigningKey.read(bytes(content), "promote.key"))
          .withMessageStartingWith("key file promote.key ")
          .matches(e -> e.remedy().contains("openssl genpkey -algorithm ed25519"))
          .matches(e -> !e.getMessage().contains("secret") && !e.getMessage().contains("MC"));
    }
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> VerifyKey.read(bytes(PRIVATE), "serve.pub"))
        .withMessageContaining("-----BEGIN PUBLIC KEY-----");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
