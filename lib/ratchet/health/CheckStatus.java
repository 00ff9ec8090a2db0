package ratchet.health;

import java.util.Locale;

/** Outcome of a check. */
public enum CheckStatus {
  PASS,
  /** Training works, but something is wrong with the data. */
  WARN,
  /** Training will fail, or the model will learn something wrong. */
  FAIL;

  /** The word in reports and JSON, e.g. {@code warn}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
