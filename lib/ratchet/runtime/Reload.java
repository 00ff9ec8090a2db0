package ratchet.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One attempt to load the alias.
 *
 * @param at when it ended
 * @param fileSha256 digest of the bytes on disk; empty when no bytes were read
 * @param problem what failed, as text for the operator; empty when nothing failed
 * @param took time from opening the file to the swap
 */
public record Reload(
    Instant at,
    Trigger trigger,
    Outcome outcome,
    Optional<String> fileSha256,
    Optional<String> problem,
    Duration took) {

  /** What caused the reload. */
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

  /** Result of the reload; the {@code outcome} label of the metrics has the same words. */
  public enum Outcome {
    /** A new version serves now. */
    OK(true),
    /** The file holds the version that already serves. */
    UNCHANGED(true),
    /** There is no file. */
    MISSING(false),
    /** The file cannot be served. */
    ERROR(false);

    private final boolean successful;

    Outcome(boolean successful) {
      this.successful = successful;
    }

    /** Whether the version that serves now is the file on disk. */
    public boolean isSuccessful() {
      return successful;
    }

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
