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
 * Renews the gauges of holds and live versions after a command that changes them by hand, so that
 * alerts need not wait for the next promotion. The command itself is done even if the file cannot
 * be written.
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

  /** Sets the models folder from which the gauges are read at the end of the run; returns it. */
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
          e.getMessage() + "; everything else that the command did is done", e.remedy(), e);
    }
  }
}
