package ratchet.gate;

import java.util.Locale;

/** How a hook ended. */
public enum HookState {
  PASSED,
  FAILED,
  TIMED_OUT,
  /** It was named, but the program is not there. */
  ABSENT,
  /** It is built in, and the log holds nothing by which it could judge this model. */
  NOT_APPLICABLE;

  /** As reasons and JSON spell it, e.g. {@code timed_out}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the model is refused, whatever a book says. */
  public boolean refuses() {
    return switch (this) {
      case PASSED, NOT_APPLICABLE -> false;
      case FAILED, TIMED_OUT, ABSENT -> true;
    };
  }
}
