package ratchet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The {@code --db} option: the trading bot's database. Where it is not given, the services' own
 * variables name the file, in the order in which the services read them; stderr then says which one
 * did.
 */
public final class DatabaseOptions {
  /** The first that is set and not blank names the file. */
  public static final List<String> VARIABLES = List.of("SQLITE_DB_PATH", "PERSISTENCE_SQLITE_PATH");

  private static final Path DEFAULT = Path.of("data", "trenches.db");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description =
          "The trading bot's SQLite file (env SQLITE_DB_PATH, then PERSISTENCE_SQLITE_PATH;"
              + " default: data/trenches.db).")
  private Path file;

  /** Resolved once, at the first question. */
  private Path resolved;

  /** The database that the command is about. */
  public Path file() {
    if (resolved == null) {
      resolved = file == null ? fromEnvironment(System.getenv()) : file;
    }
    return resolved;
  }

  /** The file that the environment names, else the default; says which variable named it. */
  Path fromEnvironment(Map<String, String> environment) {
    for (String variable : VARIABLES) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        Path named = Path.of(value);
        if (!named.equals(launcherDefault(environment))) {
          OutputOptions.consoleOf(command)
              .ifPresent(console -> console.say("database: " + named + " (from " + variable + ")"));
        }
        return named;
      }
    }
    return DEFAULT;
  }

  /** What jbangw puts into the environment where nobody named a database. */
  private static Path launcherDefault(Map<String, String> environment) {
    String home = environment.getOrDefault("RATCHET_HOME", "");
    return home.isBlank() ? null : Path.of(home).resolve(DEFAULT);
  }
}
