package ratchet.runtime;

import java.time.Duration;
import java.time.Instant;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelHeader;

/**
 * Decides by its header whether a well-formed model file may serve.
 *
 * <p>A file with status {@code degraded} is served, and the runtime's status is then degraded too.
 * A file with {@code no_data}, {@code insufficient_samples} or any other status is never served,
 * even if no other version serves. An expired file is served as degraded, because a rollback to an
 * older version must work.
 */
final class HeaderCheck {
  /** How far the clock of the training machine may be ahead of the clock of this machine. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final String STATUS_DEGRADED = "degraded";

  private HeaderCheck() {}

  /**
   * @throws ModelFormatException when the file may not serve; it names the field and the reason
   */
  static void check(ModelHeader header, Instant now) {
    String status = header.status();
    if (!status.equals(ModelHeader.STATUS_OK) && !status.equals(STATUS_DEGRADED)) {
      throw new ModelFormatException(
          "status", "is '" + abbreviate(status) + "'; only ok and degraded are served");
    }
    if (header.created().isAfter(now.plus(CLOCK_SKEW))) {
      throw new ModelFormatException(
          "created", "lies in the future (" + header.created() + ", now is " + now + ")");
    }
  }

  private static String abbreviate(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
