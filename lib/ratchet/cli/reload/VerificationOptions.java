package ratchet.cli.reload;

import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.logs.LogFiles;
import ratchet.promote.reload.ReloadVerification;
import ratchet.promote.reload.Reloader;
import ratchet.store.ModelPaths;

/** How a reload is confirmed where the runtime does not tell what it serves. */
public final class VerificationOptions {
  @Option(
      names = "--verify-scores",
      paramLabel = "TIME",
      description =
          "Where the alpha ranker does not tell what it serves (unverified), wait so long, such as"
              + " 2m, for new rows of scores in the database, and score their features again with"
              + " the alias. Agreement to 1e-9 confirms; disagreement is a failed reload; without a"
              + " new row it stays unverified.")
  private Duration verifyScores;

  /**
   * The same reloader, which verifies where that was asked for.
   *
   * @param verification asked for only where it is needed, as the database is
   * @throws ratchet.model.InputException when it was asked for, and the database cannot be read or
   *     has no scores
   */
  public Reloader verifying(
      Supplier<ReloadVerification> verification,
      Reloader reloader,
      ModelPaths paths,
      Supplier<LogFiles> database,
      Console console) {
    return verifyScores == null
        ? reloader
        : verification.get().around(reloader, paths, database.get(), verifyScores, console::say);
  }
}
