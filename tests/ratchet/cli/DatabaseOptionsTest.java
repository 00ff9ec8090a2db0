package ratchet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
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

  private final StringWriter err = new StringWriter();

  @Test
  void theServicesFirstVariableIsTheFirstHere() {
    Map<String, String> both =
        Map.of("SQLITE_DB_PATH", "/a.db", "PERSISTENCE_SQLITE_PATH", "/b.db");
    assertThat(options().fromEnvironment(both).file()).isEqualTo(Path.of("/a.db"));
    assertThat(err).hasToString("database: /a.db (from SQLITE_DB_PATH)\n");
  }

  @Test
  void aBlankVariableNamesNothing() {
    Map<String, String> second = Map.of("SQLITE_DB_PATH", "", "PERSISTENCE_SQLITE_PATH", "b.db");
    assertThat(options().fromEnvironment(second).file()).isEqualTo(Path.of("b.db"));
    assertThat(err).hasToString("database: b.db (from PERSISTENCE_SQLITE_PATH)\n");
  }

  @Test
  void whatNobodyNamedIsTheDefaultAndNothingIsSaid() {
    assertThat(options().fromEnvironment(Map.of()).file()).isEqualTo(Path.of("data/trenches.db"));
    Map<String, String> launcher =
        Map.of("RATCHET_HOME", "/r", "PERSISTENCE_SQLITE_PATH", "/r/data/trenches.db");
    assertThat(options().fromEnvironment(launcher).file())
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
    options("--quiet").fromEnvironment(set);
    options("--json").fromEnvironment(set);
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
    assertThatThrownBy(() -> options().fromEnvironment(mistyped).existing())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/nowhere/trenches.db")
        .hasMessageContaining("SQLITE_DB_PATH");
    assertThat(options().fromEnvironment(Map.of()).existing())
        .isEqualTo(Path.of("data/trenches.db"));
    Map<String, String> launcher =
        Map.of("RATCHET_HOME", "/r", "PERSISTENCE_SQLITE_PATH", "/r/data/trenches.db");
    assertThat(options().fromEnvironment(launcher).existing())
        .isEqualTo(Path.of("/r/data/trenches.db"));
  }
}
