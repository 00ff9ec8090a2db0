package launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.layout.Sources;

class UmbrellasTest {
  @TempDir private Path repository;

  @Test
  void theRepositorysOwnAreUpToDate() throws IOException {
    assertThat(new Umbrellas(Sources.root()).write(true))
        .as("./jbangw --umbrellas writes them")
        .isEmpty();
  }

  @Test
  void listsFilesResourcesAndImportedRoomsAndKeepsLibraries() throws IOException {
    source("lib/ratchet/ground/A.java", "package ratchet.ground; public class A {}");
    source(
        "lib/ratchet/upper/B.java", "package ratchet.upper;\nimport ratchet.ground.A;\nclass B {}");
    source(
        "lib/ratchet/upper/inner/C.java",
        "package ratchet.upper.inner;\n/** {@link ratchet.upper.B} */\nclass C {}");
    source("lib/ratchet/upper/words/x.txt", "x");
    source("lib/ratchet/upper/package-info.java", "package ratchet.upper;");
    source("lib/upper.java", "//DEPS a:b:1\n");
    source("lib/gone.java", "//SOURCES ratchet/gone/X.java\n");
    source(
        "scripts/run.java",
        "//JAVA 17+\n//SOURCES ../lib/Ratchet.java\n\nimport ratchet.upper.B;\n");
    Umbrellas umbrellas = new Umbrellas(repository);
    assertThat(umbrellas.write(true)).hasSize(6);
    umbrellas.write(false);
    assertThat(umbrellas.write(true)).isEmpty();
    assertThat(repository.resolve("lib/ground.java"))
        .hasContent("//SOURCES ratchet/ground/A.java\n");
    assertThat(repository.resolve("lib/upper.java"))
        .hasContent(
            "//DEPS a:b:1\n\n//SOURCES ground.java\n\n//SOURCES ratchet/upper/B.java\n"
                + "//FILES ratchet/upper/words/x.txt=ratchet/upper/words/x.txt\n");
    assertThat(repository.resolve("lib/upper.inner.java"))
        .hasContent("//SOURCES ratchet/upper/inner/C.java\n");
    assertThat(repository.resolve("lib/gone.java")).doesNotExist();
    assertThat(repository.resolve("scripts/run.java"))
        .hasContent("//JAVA 17+\n//SOURCES ../lib/upper.java\n\nimport ratchet.upper.B;\n");
  }

  private void source(String name, String text) throws IOException {
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
