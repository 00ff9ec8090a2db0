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

/** Which rules decide. */
public final class GateOptions {
  @Option(
      names = "--gates",
      paramLabel = "FILE",
      defaultValue = "${env:PROMOTE_GATES_FILE}",
      description =
          "Book of gates to use instead of the built-in one (env PROMOTE_GATES_FILE);"
              + " --explain-gates --json prints one to begin with.")
  private Path file;

  @Option(
      names = "--accept-inconclusive",
      description =
          "Let a candidate pass whose comparison with production, on rows that neither has seen,"
              + " cannot tell which is better.")
  private boolean acceptInconclusive;

  @Option(
      names = "--on-paper",
      description =
          "Without a database, or where production gives no scores to compare with, let the figures"
              + " of the files decide. The ledger records that.")
  private boolean onPaper;

  /** Candidate and champion on the same rows of the database, where there is one. */
  public ChampionEvidence evidence(LogFiles database, ModelPaths paths) {
    return RescoredEvidence.of(database, paths, new Evidence.Leniency(acceptInconclusive, onPaper));
  }

  /** Where the rules come from, for people: the file's name, or {@code built in}. */
  public String source() {
    return isGiven() ? file.toString() : "built in";
  }

  /**
   * @throws InputException for a file that cannot be read or is no valid book
   */
  public GateRules gateRules() {
    if (!isGiven()) {
      return GateRules.standard();
    }
    try {
      return GateRules.parse(file.toString(), Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw unreadable("there is no such book of gates", e);
    } catch (IOException e) {
      throw unreadable("cannot be read as a book of gates (" + e.getMessage() + ")", e);
    }
  }

  private InputException unreadable(String why, IOException e) {
    return new InputException(
        file + ": " + why,
        "check --gates or PROMOTE_GATES_FILE; without them the built-in book decides",
        e);
  }

  /** A variable that is set to nothing counts as unset. */
  private boolean isGiven() {
    return file != null && !file.toString().isBlank();
  }
}
