package ratchet.gate;

import java.util.Locale;

/** What a candidate is held against on the same rows. */
public enum Reference {
  /** What is live. */
  CHAMPION,
  /** The version that losses are counted from, so that small ones cannot add up. */
  ANCHOR;

  /** As books and reasons spell it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
