package ratchet.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void createsMissingFoldersAndLeavesNothingBeside() throws IOException {
    Path target = folder.resolve("a/b/model.json");
    AtomicFile.requireWritable(target);
    AtomicFile.write(target, out -> out.write(new byte[] {'x'}));
    assertThat(target).hasContent("x");
    assertThat(target.getParent()).isDirectoryContaining(path -> path.equals(target));
    try (var files = Files.list(target.getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFailureHalfWayLeavesTheFileAsItWas() throws IOException {
    Path target = Files.writeString(folder.resolve("model.json"), "before");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("disk full");
    assertThat(target).hasContent("before");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("models"), "not a folder");
    Path target = file.resolve("model.json");
    assertThatThrownBy(() -> AtomicFile.requireWritable(target))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + " is not a folder");
    assertThatThrownBy(() -> AtomicFile.write(target, out -> out.write(1)))
        .isInstanceOf(InputException.class);
    assertThat(file).hasContent("not a folder");
  }

  @Test
  void aDatabaseIsNotReplaced() throws IOException {
    Path database = Files.writeString(folder.resolve("log.db"), "SQLite format 3\0 and pages");
    Path link = Files.createSymbolicLink(folder.resolve("report.html"), database);
    for (Path target : new Path[] {database, link}) {
      assertThatThrownBy(() -> AtomicFile.requireWritable(target))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("it is a SQLite database");
      assertThatThrownBy(() -> AtomicFile.write(target, "page")).isInstanceOf(InputException.class);
    }
    assertThat(database).hasContent("SQLite format 3\0 and pages");
  }

  @Test
  void followsNoLinkThatAnotherUserPutThere() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
    Path precious = Files.writeString(folder.resolve("precious"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("report.html"), precious);
    AtomicFile.write(link, "after");
    assertThat(precious).hasContent("after");
    Path ahead = folder.resolve("not yet");
    AtomicFile.write(Files.createSymbolicLink(folder.resolve("latest.html"), ahead), "new");
    assertThat(ahead).hasContent("new");
    Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> AtomicFile.write(link, "again"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the link, or the file it leads to, belongs to another user");
    assertThat(precious).hasContent("after");
  }

  /** Its name can be guessed, so somebody else may have put a link in its place. */
  @Test
  void writesThroughNothingInThePlaceOfItsTemporaryFile() throws IOException {
    Path precious = Files.writeString(folder.resolve("precious"), "before");
    Path target = folder.resolve("report.html");
    Path temporary = folder.resolve(".report.html." + ProcessHandle.current().pid() + ".tmp");
    Files.createSymbolicLink(temporary, precious);
    AtomicFile.write(target, "page");
    assertThat(target).hasContent("page");
    assertThat(precious).hasContent("before");
    assertThat(temporary).doesNotExist();
  }

  @Test
  void aTargetThatIsAFolderIsRefused() throws IOException {
    Path target = Files.createDirectory(folder.resolve("model.json"));
    assertThatThrownBy(() -> AtomicFile.requireWritable(target))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is a folder");
  }

  @Test
  void replacesTheFormerFileInOneStep() throws IOException {
    Path file = folder.resolve("promote.prom");
    AtomicFile.requireFolder(file);
    AtomicFile.write(file, "one\n");
    AtomicFile.write(file, "två\n");
    assertThat(file).hasContent("två\n");
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void aFileForOthersNeedsItsFolder() {
    assertThatThrownBy(() -> AtomicFile.requireFolder(folder.resolve("no/folder.prom")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no folder " + folder.resolve("no"));
    assertThatThrownBy(() -> AtomicFile.requireFolder(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is a folder");
  }

  @Test
  void keepsTheModeOfWhatItReplacesAndTheLinkThatLedThere(@TempDir Path folder) throws Exception {
    Path target = Files.writeString(folder.resolve("page.html"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("latest.html"), Path.of("page.html"));
    AtomicFile.requireWritable(link);
    AtomicFile.write(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(target).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void refusesAPipe(@TempDir Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> AtomicFile.requireWritable(pipe)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> AtomicFile.write(pipe, "x"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("pipe");
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  /** A device of the test's own: the machine's are nobody's to try this on. */
  @Test
  void writesThroughADevice(@TempDir Path folder) throws Exception {
    Path device = folder.resolve("null");
    int made = new ProcessBuilder("mknod", device.toString(), "c", "1", "3").start().waitFor();
    assumeTrue(made == 0 && Files.isWritable(device), "no device can be made here");
    AtomicFile.requireFolder(device);
    AtomicFile.write(device, "away with it");
    assertThat((int) Files.getAttribute(device, "unix:mode") & 0170000).isEqualTo(0020000);
  }
}
