package ratchet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The {@code --db} option: the trading bot's database. Where it is not given, the services' own
 * variables name the file, in the order in which the services read them; stderr then says which one
 * did.
 */
public final class DatabaseOptions implements Located {
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

  /** The database that the command is about. */
  public Path file() {
    return file == null ? taken(Settings.here()) : file;
  }

  /** The file that these settings name; says once which of them did. */
  Path taken(Settings settings) {
    Settings.Value value = value(settings);
    if (!told && settings.find(VARIABLES).isPresent()) {
      OutputOptions.consoleOf(command).ifPresent(console -> console.say(value.line("database")));
    }
    told = true;
    return Path.of(value.text());
  }

  @Override
  public List<String> located() {
    told = true;
    return List.of(value().line("database"));
  }

  /** The file and where its name comes from. */
  public Settings.Value value() {
    return file == null ? value(Settings.here()) : new Settings.Value(file.toString(), "--db");
  }

  private static Settings.Value value(Settings settings) {
    return settings.find(VARIABLES).orElseGet(() -> settings.fallback("data/trenches.db"));
  }
}
