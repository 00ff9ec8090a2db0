package ratchet.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which database. */
public final class DatabaseOptions {
  @Option(
      names = "--db",
      paramLabel = "FILE",
      defaultValue = "${env:PERSISTENCE_SQLITE_PATH:-data/trenches.db}",
      description =
          "The trading bot's SQLite file (env PERSISTENCE_SQLITE_PATH; default:"
              + " ${DEFAULT-VALUE}).")
  private Path file;

  public Path file() {
    return file;
  }
}
