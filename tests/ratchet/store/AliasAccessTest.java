package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;
import static ratchet.store.StoredVersions.version;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;

/** Who may read an alias, its archived versions and the lock; and what else lies in their place. */
class AliasAccessTest {
  private static final Path SETFACL = Path.of("/usr/bin/setfacl");

  @TempDir Path folder;
  private ModelPaths paths;
  private Path alias;

  @BeforeEach
  void aVersionIsLive() {
    paths = ModelPaths.of(folder);
    alias = paths.alias(FILLNET);
    promote(paths, 1);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void keepsModeAndExtendedAttributes() throws IOException {
    Files.setPosixFilePermissions(alias, PosixFilePermissions.fromString("r--r-----"));
    UserDefinedFileAttributeView before =
        Files.getFileAttributeView(alias, UserDefinedFileAttributeView.class);
    assumeTrue(before != null, "this file system has no extended attributes");
    before.write("owner", ByteBuffer.wrap("desk 3".getBytes(StandardCharsets.UTF_8)));
    promote(paths, 2);
    assertThat(mode(alias)).isEqualTo("r--r-----");
    ByteBuffer value = ByteBuffer.allocate(20);
    Files.getFileAttributeView(alias, UserDefinedFileAttributeView.class).read("owner", value);
    assertThat(new String(value.array(), 0, value.position(), StandardCharsets.UTF_8))
        .isEqualTo("desk 3");
    assertThat(Files.readAllBytes(alias)).isEqualTo(version(2));
  }

  @Test
  void keepsAnAccessControlList() throws Exception {
    assumeTrue(Files.isExecutable(SETFACL), "setfacl is not here");
    assertThat(run(SETFACL.toString(), "-m", "u:65534:r", alias.toString())).isZero();
    promote(paths, 2);
    Process list = new ProcessBuilder("/usr/bin/getfacl", "-n", alias.toString()).start();
    assertThat(new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("user:65534:r");
  }

  @Test
  void keepsOwnerAndGroup() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
    Files.setAttribute(alias, "unix:uid", 65_534);
    Files.setAttribute(alias, "unix:gid", 65_534);
    promote(paths, 2);
    assertThat(Files.getAttribute(alias, "unix:uid")).isEqualTo(65_534);
    assertThat(Files.getAttribute(alias, "unix:gid")).isEqualTo(65_534);
  }

  @Test
  void archivesNoVersionForMoreReadersThanTheAliasHas() throws IOException {
    Files.setPosixFilePermissions(alias, PosixFilePermissions.fromString("rw-------"));
    promote(paths, 2);
    assertThat(mode(AliasReader.version(paths, FILLNET, sha256(2)))).isEqualTo("rw-------");
  }

  @Test
  void followsNoLinkThatLiesInTheLocksPlace() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "precious");
    Files.delete(paths.lock());
    Files.createSymbolicLink(paths.lock(), other);
    assertThatThrownBy(() -> promote(paths, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("promote.lock is a symbolic link");
    Files.delete(paths.lock());
    Files.createLink(paths.lock(), other);
    assertThatThrownBy(() -> promote(paths, 2)).isInstanceOf(InputException.class);
    Files.delete(paths.lock());
    Files.writeString(paths.lock(), "notes of mine");
    assertThatThrownBy(() -> promote(paths, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not hold the name of a process");
    assertThat(paths.lock()).hasContent("notes of mine");
    assertThat(other).hasContent("precious");
    assertThat(alias).hasBinaryContent(version(1));
  }

  @Test
  void waitsForNoPipe() throws Exception {
    for (Path place : List.of(paths.lock(), paths.intent(), paths.ledger())) {
      Files.deleteIfExists(place);
      assertThat(run("mkfifo", place.toString())).isZero();
      assertThatThrownBy(() -> promote(paths, 2))
          .as(place.toString())
          .isInstanceOf(InputException.class)
          .hasMessageContaining(place.toString());
      Files.delete(place);
    }
    assertThat(alias).hasBinaryContent(version(1));
  }

  @Test
  void anAliasIsNoFileThatTheFolderKeeps() {
    for (String taken :
        List.of(
            "ledger.jsonl",
            "ledger.index.json",
            "promote.lock",
            "switching.json",
            "alpha_ranker.json.sig",
            "history/fillnet/x.json")) {
      assertThatThrownBy(() -> new ModelPaths(folder, Map.of(FILLNET, folder.resolve(taken))))
          .as(taken)
          .isInstanceOf(InputException.class);
      assertThat(paths.owns(ModelPaths.canonical(folder.resolve(taken)))).as(taken).isTrue();
    }
    assertThat(paths.owns(ModelPaths.canonical(folder.resolve("report.html")))).isFalse();
  }

  @Test
  void removesNoAliasThatSomebodyElseWrote() {
    try (AliasStore store = StoredVersions.open(paths)) {
      assertThatThrownBy(() -> store.remove(FILLNET, sha256(2)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("changed by somebody else");
      assertThat(alias).hasBinaryContent(version(1));
    }
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).start().waitFor();
  }
}
