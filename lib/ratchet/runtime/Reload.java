package ratchet.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One attempt to load the alias.
 *
 * @param at when it ended
 * @param fileSha256 digest of the bytes on disk; empty when there were none to read
 * @param problem what was wrong, for a person; empty when nothing was
 * @param took from opening the file to the swap
 */
public record Reload(
    Instant at,
    Trigger trigger,
    Outcome outcome,
    Optional<String> fileSha256,
    Optional<String> problem,
    Duration took) {

  /** Who asked. */
  public enum Trigger {
    START,
    REQUEST,
    WATCH,
    /** SIGHUP. */
    SIGNAL;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What came of it; the words of the {@code outcome} label. */
  public enum Outcome {
    /** Another version serves now. */
    OK(true),
    /** The file is the version that serves already. */
    UNCHANGED(true),
    /** There is no file. */
    MISSING(false),
    /** The file cannot be served. */
    ERROR(false);

    private final boolean successful;

    Outcome(boolean successful) {
      this.successful = successful;
    }

    /** Whether what serves now is what is on disk. */
    public boolean isSuccessful() {
      return successful;
    }

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
