import static org.assertj.core.api.Assertions.assertThat;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Json;
import ratchet.model.SigningKey;
import ratchet.store.ModelPaths;

class SigningTest {
  @TempDir Path folder;

  @Test
  void refusesAKeyFileThatIsNotThereOrHoldsNoKey() throws Exception {
    Path noKey = Files.writeString(folder.resolve("no.key"), "hush");
    Files.setPosixFilePermissions(noKey, PosixFilePermissions.fromString("rw-------"));
    for (String file : new String[] {noKey.toString(), folder.resolve("none.key").toString()}) {
      CommandRun promote =
          CommandRun.of(
              new PromoteCommand(), "--models-dir", folder.toString(), "--sign-key", file);
      assertThat(promote.exit()).isEqualTo(4);
      assertThat(promote.err())
          .contains(file, "openssl genpkey -algorithm ed25519")
          .doesNotContain("hush");
      CommandRun serve =
          CommandRun.of(
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
    byte[] pkcs8 =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    Path key =
        Files.writeString(
            folder.resolve("sign.key"),
            "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getEncoder().encodeToString(pkcs8)
                + "\n-----END PRIVATE KEY-----\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    ModelPaths paths = ModelPaths.of(folder);
    promote(paths, 1);
    assertThat(rollback(key).err())
        .as("a version of the time before the key")
        .contains("fillnet has no earlier version");
    promote(SigningKey.read(Files.readAllBytes(key), "test"), paths, 2, 3);

    CommandRun run = rollback(key);

    assertThat(run.exit()).as(run.err()).isZero();
    List<String> lines =
        Files.readString(folder.resolve("fillnet.json.sig"), StandardCharsets.UTF_8)
            .lines()
            .toList();
    JsonNode statement = Json.read(lines.get(lines.size() - 1));
    assertThat(statement.fieldNames())
        .toIterable()
        .containsExactly("model", "sha256", "created", "verdict", "at", "signature");
    assertThat(statement.path("sha256").asText()).isEqualTo(sha256(2));
    assertThat(statement.path("verdict").asText()).isEqualTo("restored");
  }

  private CommandRun rollback(Path key) {
    return CommandRun.of(
        new RollbackCommand(),
        "fillnet",
        "--models-dir",
        folder.toString(),
        "--reload-url",
        "fillnet=",
        "--sign-key",
        key.toString());
  }

  @Test
  void saysInItsHelpHowToMakeTheKeys() {
    assertThat(CommandRun.of(new PromoteCommand(), "--help").out())
        .contains("--sign-key")
        .contains("openssl genpkey -algorithm ed25519")
        .contains("openssl pkey -in sign.key -pubout");
    assertThat(CommandRun.of(new ServeCommand(), "--help").out()).contains("--verify-key");
  }
}
