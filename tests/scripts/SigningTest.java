import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Json;
import ratchet.store.ModelPaths;

class SigningTest {
  @TempDir Path folder;

  @Test
  void refusesAKeyFileThatIsNotThereOrHoldsNoKey() throws Exception {
    Path noKey = Files.writeString(folder.resolve("no.key"), "hush");
    for (String file : new String[] {noKey.toString(), folder.resolve("none.key").toString()}) {
      Invocation promote =
          Invocation.of(
              new PromoteCommand(), "--models-dir", folder.toString(), "--sign-key", file);
      assertThat(promote.exit()).isEqualTo(4);
      assertThat(promote.err())
          .contains(file, "openssl genpkey -algorithm ed25519")
          .doesNotContain("hush");
      Invocation serve =
          Invocation.of(
              new ServeCommand(),
              "--port",
              "0",
              "--models-dir",
              folder.toString(),
              "--verify-key",
              file);
      assertThat(serve.exit()).isEqualTo(4);
      assertThat(serve.err()).contains(file);
    }
  }

  @Test
  void signsTheVersionThatARollbackBringsBack() throws Exception {
    promote(ModelPaths.of(folder), 1, 2);
    byte[] pkcs8 =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    Path key =
        Files.writeString(
            folder.resolve("sign.key"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n");

    Invocation run =
        Invocation.of(
            new RollbackCommand(),
            "fillnet",
            "--models-dir",
            folder.toString(),
            "--reload-url",
            "fillnet=",
            "--sign-key",
            key.toString());

    assertThat(run.exit()).as(run.err()).isZero();
    String line =
        Files.readString(folder.resolve("fillnet.json.sig"), StandardCharsets.UTF_8).strip();
    JsonNode statement = Json.read(line);
    assertThat(statement.fieldNames())
        .toIterable()
        .containsExactly("model", "sha256", "created", "verdict", "at", "signature");
    assertThat(statement.path("sha256").asText()).isEqualTo(sha256(1));
    assertThat(statement.path("verdict").asText()).isEqualTo("restored");
  }

  @Test
  void saysInItsHelpHowToMakeTheKeys() {
    assertThat(Invocation.of(new PromoteCommand(), "--help").out())
        .contains("--sign-key")
        .contains("openssl genpkey -algorithm ed25519")
        .contains("openssl pkey -in sign.key -pubout");
    assertThat(Invocation.of(new ServeCommand(), "--help").out()).contains("--verify-key");
  }
}
