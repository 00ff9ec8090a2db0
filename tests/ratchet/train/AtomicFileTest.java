package ratchet.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void aTargetThatIsAFolderIsRefused() throws IOException {
    Path target = Files.createDirectory(folder.resolve("model.json"));
    assertThatThrownBy(() -> AtomicFile.requireWritable(target))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("it is a folder");
  }
}
