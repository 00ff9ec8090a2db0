package ratchet.promote.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;

class ReloadTokenTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @Test
  void readsATokenWithoutTheSpaceAroundIt() throws IOException {
    ReloadToken token = ReloadToken.read(file("  a.B-9_~+/==\n\n"));
    assertThat(token.value()).isEqualTo("a.B-9_~+/==");
    assertThat(token.warning()).isEmpty();
  }

  @Test
  void doesNotShowTheSecret() throws IOException {
    assertThat(ReloadToken.read(file("secret")).toString()).doesNotContain("secret");
  }

  @Test
  void warnsWhenEverybodyCanReadTheFile() throws IOException {
    Path file = file("secret");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(ReloadToken.read(file).warning()).contains("chmod 600").doesNotContain("secret");
  }

  @Test
  void refusesAFileThatHoldsNoToken() throws IOException {
    assertThatThrownBy(() -> ReloadToken.read(folder.resolve("missing")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not exist");
    for (String text : new String[] {"", " \n", "two words", "a\nb", "é", "x".repeat(9000)}) {
      Path file = file(text);
      assertThatThrownBy(() -> ReloadToken.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("token file");
    }
  }
}
