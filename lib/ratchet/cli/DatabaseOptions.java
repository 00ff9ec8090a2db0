package ratchet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;

/**
 * The {@code --db} option: the trading bot's database. If it is not given, the file is taken from
 * the variables of the services, in the order in which the services read them, and stderr says
 * which one was used.
 */
public class DatabaseOptions implements Settings.Located {
  /** The first that is set and not blank names the file. */
  public static final List<String> VARIABLES = List.of("SQLITE_DB_PATH", "PERSISTENCE_SQLITE_PATH");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description =
          "The trading bot's SQLite file (env SQLITE_DB_PATH, then PERSISTENCE_SQLITE_PATH, or"
              + " ratchet.properties; default: data/trenches.db). Commands that only read it take"
              + " several: give the option again, or a pattern in quotes, such as 'bots/*.db'.")
  private List<String> named = List.of();

  private boolean isSourceShown;

  /** The values on the command line; often empty. */
  List<String> asked() {
    return named;
  }

  /**
   * The one database that the command works on. The default one need not exist.
   *
   * @throws InputException for a database that the option, the environment or the project's file
   *     names and that does not exist: a mistyped name must not count as an empty database
   * @throws ParameterException where several are named
   */
  public Path file() {
    return existing(taken(Settings.here()), Settings.here());
  }

  Path existing(Path database, Settings settings) {
    boolean isNamed = !named.isEmpty() || settings.find(VARIABLES).isPresent();
    if (isNamed && Files.notExists(database)) {
      String by = value(settings).source();
      throw new InputException(
          database + ": there is no such database, though " + by + " names it",
          "correct " + by + ", or create the database: seed_training_data --db " + database);
    }
    return database;
  }

  /**
   * The one database that the command creates if it does not exist.
   *
   * @throws ParameterException where several are named
   */
  public Path target() {
    return taken(Settings.here());
  }

  /** The file that the option or these settings name; reports a setting once. */
  Path taken(Settings settings) {
    List<String> texts = texts(settings);
    if (texts.size() > 1) {
      throw new ParameterException(
          command.commandLine(),
          source(settings) + " names several databases, but this command works on one");
    }
    return Path.of(texts.get(0));
  }

  /** The paths and patterns that the option or these settings name; reports a setting once. */
  List<String> texts(Settings settings) {
    Settings.Value value = value(settings);
    if (!isSourceShown && named.isEmpty() && settings.find(VARIABLES).isPresent()) {
      console().ifPresent(console -> console.say(value.line("database")));
    }
    isSourceShown = true;
    return named.isEmpty() ? LogFiles.texts(value.text()) : named;
  }

  /** The option or setting that names the database, for messages. */
  String source(Settings settings) {
    return value(settings).source();
  }

  Optional<Console> console() {
    return OutputOptions.consoleOf(command);
  }

  @Override
  public List<String> locations() {
    isSourceShown = true;
    return List.of(value().line("database"));
  }

  /** The file and where its name comes from. */
  public Settings.Value value() {
    return value(Settings.here());
  }

  private Settings.Value value(Settings settings) {
    if (!named.isEmpty()) {
      return new Settings.Value(String.join(", ", named), "--db");
    }
    return settings.find(VARIABLES).orElseGet(() -> settings.fallback("data/trenches.db"));
  }
}
