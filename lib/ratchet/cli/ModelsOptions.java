package ratchet.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which models folder. */
public final class ModelsOptions {
  @Option(
      names = "--models-dir",
      paramLabel = "DIR",
      defaultValue = "${env:MODELS_DIR:-models}",
      description =
          "Folder of candidates, aliases, history and ledger (env MODELS_DIR; default:"
              + " ${DEFAULT-VALUE}).")
  private Path directory;

  public Path directory() {
    return directory;
  }
}
