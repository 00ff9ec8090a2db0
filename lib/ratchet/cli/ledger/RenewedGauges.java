package ratchet.cli.ledger;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import ratchet.cli.RunRecord;
import ratchet.cli.alias.LedgerGauges;
import ratchet.cli.alias.OutputGuard;
import ratchet.model.InputException;
import ratchet.store.AtomicFile;
import ratchet.store.ModelPaths;

/**
 * The gauges of holds and live versions, for commands that change them by hand: an alert is not to
 * wait for the next promotion. A file that cannot be written stops no such command.
 */
public final class RenewedGauges implements RunRecord {
  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      defaultValue = "${env:PROMOTE_METRICS_FILE}",
      description =
          "Renew the gauges of holds, refusals and live versions in the file that promote"
              + " --metrics-file writes (env PROMOTE_METRICS_FILE).")
  private Path file;

  private ModelPaths paths;

  /** What the gauges are read from when the run is over. */
  public ModelPaths of(ModelPaths paths) {
    this.paths = paths;
    return paths;
  }

  @Override
  public void begin() {
    // nothing has changed yet
  }

  @Override
  public void end(RunRecord.End end, List<String> arguments) {
    if (file == null || paths == null) {
      return;
    }
    try {
      AtomicFile.requireFolder(file);
      OutputGuard.require("--metrics-file", file, paths);
      LedgerGauges.renew(file, paths);
    } catch (InputException e) {
      throw new InputException(
          e.getMessage() + "; what the command did otherwise is done", e.remedy(), e);
    }
  }
}
