package ratchet.runtime;

import java.util.Locale;

/** How a model stands in a runtime; exactly one holds at any moment. */
public enum ModelStatus {
  /** The file on disk is what serves, and it is good. */
  OK,
  /**
   * A model serves, but not as it should: the file on disk is bad or gone and an older version goes
   * on serving, or what serves has expired or calls itself degraded.
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
