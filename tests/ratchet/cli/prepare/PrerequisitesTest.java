package ratchet.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.cli.prepare.Prerequisite.Status;

class PrerequisitesTest {
  @TempDir private Path folder;

  @Test
  void thisJavaIsNewEnough() {
    Prerequisite java = Prerequisites.java();
    assertThat(java.status()).isEqualTo(Status.PASS);
    assertThat(java.measured()).startsWith(String.valueOf(Runtime.version().feature()));
  }

  @Test
  void aFolderThatIsNotThereYetIsJudgedByTheOneAbove() throws IOException {
    Prerequisite found = Prerequisites.sqliteWriteAccess(folder.resolve("data/new/trenches.db"));
    assertThat(found.status()).isEqualTo(Status.PASS);
    assertThat(found.measured()).isEqualTo(folder.toString());
    leavesNothingBehind();
  }

  @Test
  void whereOneMayNotWriteIsAFailureWithARemedy() {
    Prerequisite found = Prerequisites.sqliteWriteAccess(Path.of("/proc/trenches.db"));
    assertThat(found.status()).isEqualTo(Status.FAIL);
    assertThat(found.line()).contains("fail", "/proc", "remedy: ", "--db");
    assertThat(Prerequisites.modelsWriteAccess(Path.of("/proc")).status()).isEqualTo(Status.FAIL);
  }

  @Test
  void theModelsFolderIsLeftAsItWas() throws IOException {
    assertThat(Prerequisites.modelsWriteAccess(folder).status()).isEqualTo(Status.PASS);
    leavesNothingBehind();
  }

  @Test
  void aPortIsFreeOrAnswers() throws IOException {
    int port;
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = listening.getLocalPort();
      assertThat(Prerequisites.port(port, "a runtime").measured()).isEqualTo("a process answers");
    }
    assertThat(Prerequisites.port(port, "a runtime").measured()).isEqualTo("free");
  }

  @Test
  void diskIsMeasuredWhereTheModelsWillBe() {
    Prerequisite disk = Prerequisites.disk(folder.resolve("models"));
    assertThat(disk.measured()).contains("MB free at " + folder);
  }

  @Test
  void jsonSaysTheSame() {
    assertThat(Prerequisites.java().json().get("status").asText()).isEqualTo("pass");
  }

  private void leavesNothingBehind() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
