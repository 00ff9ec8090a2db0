package ratchet.health;

import java.util.Locale;

/** How a check ended. */
public enum CheckStatus {
  PASS,
  /** Training works, and something is not as it should be. */
  WARN,
  /** Training will fail, or will learn something wrong. */
  FAIL;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
