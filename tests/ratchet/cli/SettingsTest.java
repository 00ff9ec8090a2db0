package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ratchet.model.InputException;
import ratchet.model.ModelName;

class SettingsTest {
  private static final List<String> MODELS = List.of("MODELS_DIR");
  private static final List<String> DATABASE = DatabaseOptions.VARIABLES;

  @TempDir private Path project;
  private Path below;

  @BeforeEach
  void makeAFolderInTheProject() throws IOException {
    below = Files.createDirectories(project.resolve("a/b"));
  }

  @Test
  void theEnvironmentComesBeforeTheNearestFile() throws IOException {
    write(
        "ratchet.properties",
        "MODELS_DIR=m\n# a remark\n\nPROMOTE_ALPHA_RELOAD_URL = http://h:1/x\n");
    assertThat(Settings.of(Map.of("MODELS_DIR", "/env"), below).find(MODELS))
        .contains(new Settings.Value("/env", "MODELS_DIR"));
    Settings settings = Settings.of(Map.of(), below);
    assertThat(settings.find(MODELS))
        .contains(
            new Settings.Value(
                project.resolve("m").toString(),
                "MODELS_DIR in " + project.resolve("ratchet.properties")));
    assertThat(settings.reloadUrl(ModelName.ALPHA).orElseThrow().text()).isEqualTo("http://h:1/x");
    assertThat(settings.environment()).containsEntry("MODELS_DIR", project.resolve("m").toString());
    assertThat(settings.isProject()).isTrue();
  }

  /** The environment is the services' own word: its second name wins over the file's first. */
  @Test
  void anyNameInTheEnvironmentComesBeforeTheFile() throws IOException {
    write("ratchet.properties", "SQLITE_DB_PATH=/file.db\n");
    assertThat(Settings.of(Map.of("PERSISTENCE_SQLITE_PATH", "/env.db"), below).find(DATABASE))
        .map(Settings.Value::text)
        .contains("/env.db");
  }

  @Test
  void anEnvFileOfTheServicesCountsWhereItNamesSomethingOfOurs() throws IOException {
    write(".env", "export SQLITE_DB_PATH=\"data/x y.db\"\nSECRET='s'\nnot a setting\n");
    Files.writeString(below.resolve(".env"), "OTHER=1\n");
    assertThat(Settings.of(Map.of(), below).find(DATABASE))
        .map(Settings.Value::text)
        .contains(project.resolve("data/x y.db").toString());
  }

  @Test
  void whatNobodySaysIsBesideTheFileThenInTheCheckoutThenHere() throws IOException {
    assertThat(Settings.of(Map.of(), below).fallback("models").text()).isEqualTo("models");
    assertThat(Settings.of(Map.of("RATCHET_HOME", "/r"), below).fallback("models").text())
        .isEqualTo("/r/models");
    write("ratchet.properties", "");
    assertThat(Settings.of(Map.of("RATCHET_HOME", "/r"), below).fallback("models").text())
        .isEqualTo(project.resolve("models").toString());
  }

  /** It may name a hook, which is run. */
  @Test
  void aFileThatOthersMayWriteIsRefused() throws IOException {
    Path file = write("ratchet.properties", "MODELS_DIR=m\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() -> Settings.of(Map.of(), below))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + " belongs to another user or is writable by every user");
  }

  /** As in {@code /tmp}: it could name other runtimes, another database, a program to run. */
  @Test
  void whatAnotherUserPutIntoAFolderAboveIsNotTaken() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root may give files away");
    Files.setPosixFilePermissions(project, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path own = write("mine", "MODELS_DIR=m\n");
    Path link = Files.createSymbolicLink(project.resolve("ratchet.properties"), own);
    assertThat(Settings.of(Map.of(), below).find(MODELS)).isPresent();
    Files.setAttribute(link, "unix:uid", 65_534, LinkOption.NOFOLLOW_LINKS);
    assertThatThrownBy(() -> Settings.of(Map.of(), below)).isInstanceOf(InputException.class);
    Files.delete(link);

    Path environment = write(".env", "MODELS_DIR=m\n");
    assertThat(Settings.of(Map.of(), below).find(MODELS)).isPresent();
    Files.setAttribute(environment, "unix:uid", 65_534);
    assertThat(Settings.of(Map.of(), below).find(MODELS)).isEmpty();

    Path library = Files.createDirectories(project.resolve("lib"));
    Files.writeString(library.resolve("Ratchet.java"), "");
    String models = project.resolve("models").toString();
    assertThat(Settings.of(Map.of(), below).fallback("models").text()).isEqualTo(models);
    Files.setAttribute(library, "unix:uid", 65_534);
    assertThat(Settings.of(Map.of(), below).fallback("models").text()).isEqualTo("models");
  }

  @Test
  void aLineThatIsNoSettingIsNamed() throws IOException {
    Path file = write("ratchet.properties", "MODELS_DIR=m\nMODELS m\n");
    assertThatThrownBy(() -> Settings.of(Map.of(), below))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(file + " line 2 is not a setting");
  }

  @Test
  void verboseTellsWhatWasTakenAndFromWhere() {
    CliRun run =
        CliRun.of(new Probe(() -> ExitCode.DONE), "--verbose", "--db", "x.db", "--models-dir", "m");
    assertThat(run.err()).contains("database: x.db (from --db)", "models: m (from --models-dir)");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aModelsFolderThatIsNotThereIsMadeOnlyWhereSomeoneSaidSo() {
    Probe probe = new Probe(() -> ExitCode.DONE);
    Path none = project.resolve("none");
    CliRun.of(probe, "--models-dir", none.toString());
    assertThat(probe.models.writable(true)).isEqualTo(none);
    assertThatThrownBy(() -> probe.models.writable(false))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the models folder " + none + " does not exist");
    assertThatThrownBy(probe.models::existing)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("(from --models-dir)");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(project.resolve(name), text);
  }
}
