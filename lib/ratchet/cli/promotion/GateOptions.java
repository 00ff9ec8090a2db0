package ratchet.cli.promotion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import ratchet.gate.Evidence;
import ratchet.gate.GateRules;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.promote.evidence.ChampionEvidence;
import ratchet.promote.evidence.RescoredEvidence;
import ratchet.store.ModelPaths;

/** The options that choose the gates. */
public final class GateOptions {
  @Option(
      names = "--gates",
      paramLabel = "FILE",
      defaultValue = "${env:PROMOTE_GATES_FILE}",
      description =
          "Gates to use instead of the built-in ones (env PROMOTE_GATES_FILE); --explain-gates"
              + " --json prints a file to start from.")
  private Path file;

  @Option(
      names = "--accept-inconclusive",
      description =
          "Let a candidate pass whose comparison with production, on rows that neither was fitted"
              + " on, does not decide which is better.")
  private boolean acceptInconclusive;

  @Option(
      names = "--on-paper",
      description =
          "Decide by the metrics in the model files if there is no database, or production gives no"
              + " scores to compare with. The ledger records that.")
  private boolean onPaper;

  /** Evidence from scoring candidate and champion on the same rows of the database. */
  public ChampionEvidence evidence(LogFiles database, ModelPaths paths) {
    return RescoredEvidence.of(database, paths, new Evidence.Leniency(acceptInconclusive, onPaper));
  }

  /** The source of the rules for people: the name of the file, or {@code built in}. */
  public String source() {
    return isGiven() ? file.toString() : "built in";
  }

  /**
   * The rules.
   *
   * @throws InputException for a file that cannot be read or has invalid rules
   */
  public GateRules gateRules() {
    if (!isGiven()) {
      return GateRules.standard();
    }
    try {
      return GateRules.parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw unreadable("there is no such gates file", e);
    } catch (IOException e) {
      throw unreadable("the gates file cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private InputException unreadable(String why, IOException e) {
    return new InputException(
        file + ": " + why,
        "correct --gates or PROMOTE_GATES_FILE; without them the built-in gates decide",
        e);
  }

  /** A variable that is set to an empty text counts as unset. */
  private boolean isGiven() {
    return file != null && !file.toString().isBlank();
  }
}
