package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import ratchet.model.InputException;

class DatabaseOptionsTest {
  @Command(name = "probe")
  static final class Probe implements Callable<ExitCode> {
    @Mixin private OutputOptions output;
    @Mixin private DatabaseOptions database;

    @Override
    public ExitCode call() {
      return ExitCode.DONE;
    }
  }

  @TempDir private Path empty;
  private final StringWriter err = new StringWriter();

  @Test
  void theServicesFirstVariableIsTheFirstHere() {
    Map<String, String> both =
        Map.of("SQLITE_DB_PATH", "/a.db", "PERSISTENCE_SQLITE_PATH", "/b.db");
    assertThat(options().taken(Settings.of(both, empty))).isEqualTo(Path.of("/a.db"));
    assertThat(err).hasToString("database: /a.db (from SQLITE_DB_PATH)\n");
  }

  @Test
  void aBlankVariableNamesNothing() {
    Map<String, String> second = Map.of("SQLITE_DB_PATH", "", "PERSISTENCE_SQLITE_PATH", "b.db");
    assertThat(options().taken(Settings.of(second, empty))).isEqualTo(Path.of("b.db"));
    assertThat(err).hasToString("database: b.db (from PERSISTENCE_SQLITE_PATH)\n");
  }

  @Test
  void whatNobodyNamedIsTheDefaultAndNothingIsSaid() {
    assertThat(options().taken(Settings.of(Map.of(), empty)))
        .isEqualTo(Path.of("data/trenches.db"));
    Map<String, String> launcher = Map.of("RATCHET_HOME", "/r");
    assertThat(options().taken(Settings.of(launcher, empty)))
        .isEqualTo(Path.of("/r/data/trenches.db"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theOptionIsTakenWithoutAWord() {
    assertThat(options("--db", "mine.db").target()).isEqualTo(Path.of("mine.db"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void quietAndJsonSayNothing() {
    Map<String, String> set = Map.of("SQLITE_DB_PATH", "/a.db");
    options("--quiet").taken(Settings.of(set, empty));
    options("--json").taken(Settings.of(set, empty));
    assertThat(err.toString()).isEmpty();
  }

  private DatabaseOptions options(String... args) {
    Probe probe = new Probe();
    CommandLine line = new CommandLine(probe).setErr(new PrintWriter(err));
    line.parseArgs(args);
    return probe.database;
  }

  @Test
  void aNamedDatabaseMustBeThereAndTheDefaultOneNeedNot() {
    Map<String, String> mistyped = Map.of("SQLITE_DB_PATH", "/nowhere/trenches.db");
    Settings wrong = Settings.of(mistyped, empty);
    assertThatThrownBy(() -> options().existing(options().taken(wrong), wrong))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/nowhere/trenches.db")
        .hasMessageContaining("SQLITE_DB_PATH");
    Settings launcher = Settings.of(Map.of("RATCHET_HOME", "/r"), empty);
    assertThat(options().existing(options().taken(launcher), launcher))
        .isEqualTo(Path.of("/r/data/trenches.db"));
  }
}
