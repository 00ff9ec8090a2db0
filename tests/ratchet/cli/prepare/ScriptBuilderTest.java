package ratchet.cli.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;

class ScriptBuilderTest {
  @TempDir private Path folder;

  @Test
  void buildsEveryAliasOfTheCatalogButThatOfSpark() throws IOException {
    Path catalog = folder.resolve("jbang-catalog.json");
    Files.writeString(
        catalog, "{\"aliases\": {\"promote\": {}, \"reload\": {}, \"train_on_spark\": {}}}");
    assertThat(ScriptBuilder.throughJbang(Optional.of(catalog)))
        .containsExactly(
            List.of("jbang", "build", "promote@" + catalog),
            List.of("jbang", "build", "reload@" + catalog));
  }

  @Test
  void theLauncherBuildsCommandsAndTests() {
    assertThat(ScriptBuilder.throughLauncher("/r/jbangw"))
        .containsExactly(List.of("/r/jbangw", "--build"), List.of("/r/jbangw", "--build", "test"));
  }

  @Test
  void refusesACatalogThatCannotBeRead() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ScriptBuilder.throughJbang(Optional.of(broken)))
        .withMessageContaining("broken.json is not valid JSON");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ScriptBuilder.throughJbang(Optional.of(folder.resolve("none.json"))))
        .withMessageContaining("none.json");
  }

  @Test
  void tellsWhichBuildFailed() {
    assertThatCode(() -> ScriptBuilder.run(List.of("true"))).doesNotThrowAnyException();
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ScriptBuilder.run(List.of("false")))
        .withMessage("false ended with exit 1");
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ScriptBuilder.run(List.of(folder.resolve("none").toString())))
        .withMessageContaining("cannot run");
  }
}
