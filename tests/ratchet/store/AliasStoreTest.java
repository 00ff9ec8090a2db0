package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static ratchet.model.ModelName.FILLNET;
import static ratchet.store.StoredVersions.alias;
import static ratchet.store.StoredVersions.open;
import static ratchet.store.StoredVersions.promote;
import static ratchet.store.StoredVersions.sha256;
import static ratchet.store.StoredVersions.version;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.Digest;
import ratchet.model.InputException;
import ratchet.model.ModelName;
import ratchet.model.ModelReader;

class AliasStoreTest {
  @TempDir Path folder;
  private ModelPaths paths;

  @BeforeEach
  void begin() {
    paths = ModelPaths.of(folder);
  }

  @Test
  void replacesTheAliasAndKeepsBothVersions() {
    promote(paths, 1, 2);
    assertThat(alias(paths)).isEqualTo(version(2));
    try (AliasStore store = open(paths)) {
      assertThat(store.liveSha256(FILLNET)).contains(sha256(2));
      assertThat(store.archived(FILLNET, sha256(1))).contains(version(1));
      assertThat(store.archived(FILLNET, sha256(2).substring(0, 8))).contains(version(2));
      assertThat(store.recovered()).isEmpty();
    }
    assertThat(StoredVersions.unfinished(folder)).isEmpty();
  }

  @Test
  void leavesTheFileAloneWhenItHoldsTheVersionAlready() throws IOException {
    promote(paths, 1);
    Object before = Files.readAttributes(paths.alias(FILLNET), "unix:ino,lastModifiedTime");
    promoteAgain();
    assertThat((Object) Files.readAttributes(paths.alias(FILLNET), "unix:ino,lastModifiedTime"))
        .isEqualTo(before);
  }

  private void promoteAgain() {
    try (AliasStore store = open(paths)) {
      store.replace(FILLNET, version(1));
    }
  }

  @Test
  void archivesAnAliasThatIsNoModelByteByByte() throws IOException {
    byte[] garbage = {0, 1, 2, (byte) 0xff, '{'};
    Files.write(paths.alias(FILLNET), garbage);
    promote(paths, 1);
    assertThat(new AliasReader(paths).archived(FILLNET, Digest.of(garbage))).contains(garbage);
  }

  @Test
  void repairsAnArchivedVersionThatIsDamaged() throws IOException {
    promote(paths, 1, 2);
    Path archived = AliasReader.version(paths, FILLNET, sha256(1));
    Files.write(archived, new byte[] {1});
    assertThatThrownBy(() -> new AliasReader(paths).archived(FILLNET, sha256(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is damaged");
    promote(paths, 1);
    assertThat(new AliasReader(paths).archived(FILLNET, sha256(1))).contains(version(1));
  }

  @Test
  void refusesAWordThatIsNoDigestAndADigestThatFitsTwo() throws IOException {
    promote(paths, 1);
    AliasReader reader = new AliasReader(paths);
    for (String word : new String[] {"", "abc", "../fillnet", "ABCDEF", sha256(1) + "0"}) {
      assertThatThrownBy(() -> reader.archived(FILLNET, word))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is not the digest of a version");
    }
    String prefix = sha256(1).substring(0, 4);
    Files.write(AliasReader.version(paths, FILLNET, prefix + "0".repeat(60)), new byte[] {1});
    assertThatThrownBy(() -> reader.archived(FILLNET, prefix))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("fits 2 versions");
    assertThat(reader.archived(FILLNET, "00000000")).isEmpty();
  }

  @Test
  void keepsASymbolicLinkAndReplacesWhatItLeadsTo() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path target = Files.write(elsewhere.resolve("served.json"), version(1));
    Files.createSymbolicLink(paths.alias(FILLNET), Path.of("elsewhere", "served.json"));
    promote(paths, 2);
    assertThat(paths.alias(FILLNET)).isSymbolicLink();
    assertThat(Files.readAllBytes(target)).isEqualTo(version(2));
    assertThat(StoredVersions.unfinished(folder)).isEmpty();
    try (AliasStore store = open(paths)) {
      store.remove(FILLNET, sha256(2));
    }
    assertThat(target).doesNotExist();
    promote(paths, 1);
    assertThat(paths.alias(FILLNET)).isSymbolicLink();
    assertThat(Files.readAllBytes(target)).isEqualTo(version(1));
  }

  @Test
  void replacesAnAliasInAnotherFolder() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("served"));
    ModelPaths moved = new ModelPaths(folder, Map.of(FILLNET, elsewhere.resolve("f.json")));
    promote(moved, 1, 2);
    assertThat(elsewhere.resolve("f.json")).hasBinaryContent(version(2));
    assertThat(folder.resolve("fillnet.json")).doesNotExist();
  }

  @Test
  void replacesAnAliasOnAnotherFileSystem() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory), "there is no second file system to write to");
    assumeTrue(!Files.getFileStore(memory).equals(Files.getFileStore(folder)));
    Path elsewhere = Files.createTempDirectory(memory, "ratchet");
    try {
      ModelPaths moved = new ModelPaths(folder, Map.of(FILLNET, elsewhere.resolve("f.json")));
      promote(moved, 1, 2);
      assertThat(elsewhere.resolve("f.json")).hasBinaryContent(version(2));
    } finally {
      Files.delete(elsewhere.resolve("f.json"));
      Files.delete(elsewhere);
    }
  }

  @Test
  void keepsTheModeOfTheFormerFile() throws IOException {
    promote(paths, 1);
    Files.setPosixFilePermissions(
        paths.alias(FILLNET), PosixFilePermissions.fromString("rw-r-----"));
    promote(paths, 2);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(paths.alias(FILLNET))))
        .isEqualTo("rw-r-----");
  }

  @Test
  void removesAnAliasAndKeepsItsVersion() {
    promote(paths, 1);
    try (AliasStore store = open(paths)) {
      store.remove(FILLNET, sha256(1));
      store.remove(FILLNET, sha256(1));
      assertThat(store.live(FILLNET)).isEmpty();
      assertThat(store.archived(FILLNET, sha256(1))).isPresent();
    }
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> open(ModelPaths.of(folder.resolve("missing"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not exist");
    assertThat(folder.resolve("missing")).doesNotExist();
  }

  @Test
  void refusesAnAliasWhoseFolderIsNotThere() {
    ModelPaths moved =
        new ModelPaths(folder, Map.of(FILLNET, folder.resolve("missing").resolve("f.json")));
    try (AliasStore store = open(moved)) {
      assertThatThrownBy(() -> store.replace(FILLNET, version(1)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("does not exist")
          .hasMessageContaining("the alias is unchanged");
    }
  }

  @Test
  void refusesAnAliasThatIsAFolderOrFarTooLarge() throws IOException {
    Files.createDirectory(paths.alias(FILLNET));
    assertThatThrownBy(() -> open(paths))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not a regular file");
    Files.delete(paths.alias(FILLNET));
    Files.write(paths.alias(FILLNET), new byte[ModelReader.MAX_BYTES + 1]);
    assertThatThrownBy(() -> open(paths))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("larger than 16 MiB");
    Files.write(paths.alias(FILLNET), version(1));
    open(paths).close();
  }

  @Test
  void refusesAFolderThatCannotBeWritten() {
    Path processes = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(processes), "there is no folder that nobody may write to");
    assertThatThrownBy(() -> open(ModelPaths.of(processes)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot lock");
  }

  @Test
  void findsTheCandidateBehindEveryNameOfTheAlias() throws IOException {
    Files.write(paths.candidate(FILLNET), version(1));
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), paths.candidate(FILLNET));
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, folder);
    for (Path same :
        new Path[] {
          paths.candidate(FILLNET),
          link,
          loop.resolve("fillnet_v2.json"),
          folder.resolve("x").resolve("..").resolve("fillnet_v2.json"),
          paths.candidate(ModelName.ALPHA),
          paths.alias(ModelName.ALPHA)
        }) {
      assertThatThrownBy(() -> new ModelPaths(folder, Map.of(FILLNET, same)))
          .as(same.toString())
          .isInstanceOf(InputException.class)
          .hasMessageContaining("the alias of");
    }
    assertThatThrownBy(
            () ->
                ModelPaths.of(
                    folder,
                    Map.of(),
                    Map.of("PROMOTE_FILLNET_ALIAS", paths.candidate(FILLNET).toString())))
        .isInstanceOf(InputException.class);
  }

  @Test
  void takesAliasesFromOptionsBeforeTheEnvironment() {
    Map<String, String> environment =
        Map.of("PROMOTE_FILLNET_ALIAS", "/e/f.json", "PROMOTE_ALPHA_ALIAS", " ");
    assertThat(ModelPaths.of(folder, Map.of(), environment).alias(FILLNET))
        .isEqualTo(Path.of("/e/f.json"));
    ModelPaths both = ModelPaths.of(folder, Map.of("fillnet", "/o/f.json"), environment);
    assertThat(both.alias(FILLNET)).isEqualTo(Path.of("/o/f.json"));
    assertThat(both.alias(ModelName.ALPHA)).isEqualTo(folder.resolve("alpha_ranker.json"));
    assertThatThrownBy(() -> ModelPaths.of(folder, Map.of("beta", "x"), Map.of()))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> ModelPaths.of(folder, Map.of("alpha", " "), Map.of()))
        .isInstanceOf(InputException.class);
  }
}
