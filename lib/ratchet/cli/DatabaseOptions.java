package ratchet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ratchet.model.InputException;

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
  private Named resolved;

  /**
   * @param by what named it, e.g. {@code --db}; empty for the default
   */
  record Named(Path file, String by) {
    /**
     * @throws InputException for a database that was named and is not there: whoever mistypes a
     *     name must not be judged by no rows at all
     */
    Path existing() {
      if (!by.isEmpty() && Files.notExists(file)) {
        throw new InputException(
            file + ": there is no such database, though " + by + " names it",
            "correct " + by + ", or make the database: seed_training_data --db " + file);
      }
      return file;
    }
  }

  /**
   * The database that the command reads. The default one need not be there.
   *
   * @throws InputException for one that was named, by the option or by the environment, and is not
   *     there
   */
  public Path file() {
    return resolve().existing();
  }

  /** The database that the command makes where it is not there. */
  public Path target() {
    return resolve().file();
  }

  private Named resolve() {
    if (resolved == null) {
      resolved = file == null ? fromEnvironment(System.getenv()) : new Named(file, "--db");
    }
    return resolved;
  }

  /** The file that the environment names, else the default; says which variable named it. */
  Named fromEnvironment(Map<String, String> environment) {
    for (String variable : VARIABLES) {
      String value = environment.getOrDefault(variable, "");
      if (!value.isBlank()) {
        Path named = Path.of(value);
        if (named.equals(launcherDefault(environment))) {
          return new Named(named, "");
        }
        OutputOptions.consoleOf(command)
            .ifPresent(console -> console.say("database: " + named + " (from " + variable + ")"));
        return new Named(named, variable);
      }
    }
    return new Named(DEFAULT, "");
  }

  /** What jbangw puts into the environment where nobody named a database. */
  private static Path launcherDefault(Map<String, String> environment) {
    String home = environment.getOrDefault("RATCHET_HOME", "");
    return home.isBlank() ? null : Path.of(home).resolve(DEFAULT);
  }
}
