package ratchet.cli.reload;

import java.time.Duration;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.logs.LogFiles;
import ratchet.promote.reload.ReloadVerification;
import ratchet.promote.reload.Reloader;
import ratchet.store.ModelPaths;

/** The option {@code --verify-scores}, for runtimes that do not report the version they serve. */
public final class VerificationOptions {
  @Option(
      names = "--verify-scores",
      paramLabel = "TIME",
      description =
          "If the alpha ranker does not report the version that it serves (unverified), wait up to"
              + " this time, e.g. 2m, for new rows of scores in the database, and score their"
              + " features again with the alias. Agreement to 1e-9 confirms the reload,"
              + " disagreement fails it; without a new row it stays unverified.")
  private Duration verifyScores;

  /**
   * The reloader, with verification if the option was given.
   *
   * @param verification called only if the option was given, as is {@code database}
   * @throws ratchet.model.InputException when the option was given and the database cannot be read
   *     or has no scores
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
