package launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
  @TempDir private Path folder;
  private Libraries libraries;
  private Path jar;

  @BeforeEach
  void recordOneLibrary() throws IOException {
    Path repository = Files.createDirectories(folder.resolve("repository"));
    libraries = new Libraries(repository, Files.createDirectories(folder.resolve("store")));
    jar = Files.writeString(folder.resolve("good-1.0.jar"), "as it was reviewed");
    libraries.pin(List.of(jar), Libraries.RECORD);
  }

  @Test
  void whatIsRecordedIsCopiedIntoTheStore() throws IOException {
    List<Path> kept = libraries.checked(List.of(jar), Libraries.RECORD);
    assertThat(kept)
        .singleElement()
        .satisfies(copy -> assertThat(copy).hasSameBinaryContentAs(jar));
    Files.writeString(jar, "changed after that");
    assertThat(kept.get(0)).hasContent("as it was reviewed");
  }

  @Test
  void anotherChecksumIsRefusedAndNamed() throws IOException {
    Files.writeString(jar, "from someone else");
    assertThatThrownBy(() -> libraries.checked(List.of(jar), Libraries.RECORD))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(jar + " has SHA-256 ")
        .hasMessageContaining("libraries.sha256 records");
  }

  @Test
  void aLibraryThatNobodyRecordedIsRefused() throws IOException {
    Path other = Files.writeString(folder.resolve("other-1.0.jar"), "new");
    assertThatThrownBy(() -> libraries.checked(List.of(jar, other), Libraries.RECORD))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("does not name it");
  }

  @Test
  void aCopyThatWasChangedInTheStoreIsMadeAgain() throws IOException {
    Path kept = libraries.checked(List.of(jar), Libraries.RECORD).get(0);
    Files.writeString(kept, "meddled with");
    assertThat(libraries.checked(List.of(jar), Libraries.RECORD).get(0))
        .hasContent("as it was reviewed");
  }

  @Test
  void jbangIsAskedAgainOnlyWhenADirectiveOrTheRecordChanges() throws IOException {
    Path script = folder.resolve("repository/x.java");
    Files.writeString(script, "//DEPS a:b:1\nclass X {}\n");
    Libraries.Question question =
        new Libraries.Question("x.java", List.of(), List.of(script), Libraries.RECORD);
    List<Integer> asked = new ArrayList<>();
    Libraries.Resolver resolver =
        () -> {
          asked.add(1);
          return List.of(jar);
        };
    libraries.resolve(question, resolver);
    Files.writeString(script, "//DEPS a:b:1\nclass X { int code; }\n");
    libraries.resolve(question, resolver);
    assertThat(asked).hasSize(1);
    Files.writeString(script, "//DEPS a:b:2\nclass X { int code; }\n");
    libraries.resolve(question, resolver);
    assertThat(asked).hasSize(2);
  }
}
