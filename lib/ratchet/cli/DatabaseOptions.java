package ratchet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ratchet.model.InputException;

/**
 * The {@code --db} option: the trading bot's SQLite file. One that is named, by the option or by
 * the environment, must be there, but for the commands that make it.
 */
public final class DatabaseOptions {
  private static final String VARIABLE = "PERSISTENCE_SQLITE_PATH";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      defaultValue = "${env:" + VARIABLE + ":-data/trenches.db}",
      description =
          "The trading bot's SQLite file (env PERSISTENCE_SQLITE_PATH; default:"
              + " ${DEFAULT-VALUE}).")
  private Path file;

  /**
   * The database that is read; the default one need not be there.
   *
   * @throws InputException for one that was named and is not there
   */
  public Path file() {
    if (isNamed() && Files.notExists(file)) {
      throw new InputException(
          file + ": there is no such database",
          "correct --db or " + VARIABLE + ", or make it with" + " seed_training_data --db " + file);
    }
    return file;
  }

  /** The database that is made where it is not there. */
  public Path target() {
    return file;
  }

  private boolean isNamed() {
    OptionSpec option = command.findOption("--db");
    boolean given = command.commandLine().getParseResult().hasMatchedOption(option);
    String variable = System.getenv(VARIABLE);
    return given || (variable != null && !variable.isBlank());
  }
}
