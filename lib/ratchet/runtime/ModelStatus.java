package ratchet.runtime;

import java.util.Locale;

/** Status of a model in a runtime; a model has exactly one at any moment. */
public enum ModelStatus {
  /** The file on disk serves, and it is good. */
  OK,
  /**
   * A model serves, but with a problem: the file on disk is bad or missing and an older version
   * still serves; or the version that serves has expired, has status degraded in its file, or is
   * older than a signed promotion.
   */
  DEGRADED,
  /** There is no file, and nothing serves. */
  MISSING,
  /** The file on disk is bad, and nothing serves. */
  ERROR,
  /** Not loaded yet. */
  UNKNOWN;

  /** The word in replies and in the {@code status} label. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
