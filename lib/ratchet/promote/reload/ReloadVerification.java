package ratchet.promote.reload;

import java.time.Duration;
import java.util.function.Consumer;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.store.ModelPaths;

/**
 * Finds out which version a runtime serves if neither its reply nor its metrics say so. The only
 * implementation reads the database. It is loaded by name, so that a reload without it needs no
 * SQLite.
 */
public interface ReloadVerification {
  /**
   * A reloader that verifies what the inner one leaves unverified.
   *
   * @param paths of the aliases
   * @param database the files that the runtime logs to
   * @param patience how long to wait for new scores
   * @param notices receives a message before it waits
   * @throws InputException when the database cannot be used
   */
  Reloader around(
      Reloader inner,
      ModelPaths paths,
      LogFiles database,
      Duration patience,
      Consumer<String> notices);

  /**
   * The verification by logged scores.
   *
   * @throws InputException in a build of one command that was made without it
   */
  static ReloadVerification byScores() {
    try {
      return (ReloadVerification)
          Class.forName("ratchet.promote.verification.ScoreVerification")
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new InputException(
          "--verify-scores reads the database, and this build of the command was made without"
              + " SQLite",
          "run it through ./jbangw, or use promote",
          e);
    }
  }
}
