package ratchet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ratchet.model.InputException;

/**
 * The {@code --db} option: the trading bot's database. Where it is not given, the services' own
 * variables name the file, in the order in which the services read them; stderr then says which one
 * did.
 */
public final class DatabaseOptions implements LocationOptions {
  /** The first that is set and not blank names the file. */
  public static final List<String> VARIABLES = List.of("SQLITE_DB_PATH", "PERSISTENCE_SQLITE_PATH");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description =
          "The trading bot's SQLite file (env SQLITE_DB_PATH, then PERSISTENCE_SQLITE_PATH, or"
              + " ratchet.properties; default: data/trenches.db).")
  private Path file;

  private boolean told;

  /** What the command line itself says. */
  Optional<Path> asked() {
    return Optional.ofNullable(file);
  }

  /**
   * The database that the command reads. The default one need not be there.
   *
   * @throws InputException for one that was named, by the option, the environment or the project's
   *     file, and is not there: whoever mistypes a name must not be judged by no rows at all
   */
  public Path file() {
    return existing(taken(Settings.here()), Settings.here());
  }

  Path existing(Path database, Settings settings) {
    boolean named = file != null || settings.find(VARIABLES).isPresent();
    if (named && Files.notExists(database)) {
      String by = value(settings).source();
      throw new InputException(
          database + ": there is no such database, though " + by + " names it",
          "correct " + by + ", or make the database: seed_training_data --db " + database);
    }
    return database;
  }

  /** The database that the command makes where it is not there. */
  public Path target() {
    return taken(Settings.here());
  }

  /** The file that the option or these settings name; says once which of the settings did. */
  Path taken(Settings settings) {
    Settings.Value value = value(settings);
    if (!told && file == null && settings.find(VARIABLES).isPresent()) {
      OutputOptions.consoleOf(command).ifPresent(console -> console.say(value.line("database")));
    }
    told = true;
    return Path.of(value.text());
  }

  @Override
  public List<String> locations() {
    told = true;
    return List.of(value().line("database"));
  }

  /** The file and where its name comes from. */
  public Settings.Value value() {
    return value(Settings.here());
  }

  private Settings.Value value(Settings settings) {
    if (file != null) {
      return new Settings.Value(file.toString(), "--db");
    }
    return settings.find(VARIABLES).orElseGet(() -> settings.fallback("data/trenches.db"));
  }
}
