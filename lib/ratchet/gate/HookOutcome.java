package ratchet.gate;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The outcome of a hook for a candidate.
 *
 * @param hook {@code backtest} or {@code ope}
 * @param exit exit status; empty if the hook did not run or was killed
 */
public record HookOutcome(String hook, HookState state, OptionalInt exit) {
  /** E.g. {@code backtest_failed(3)}, {@code ope_timed_out}. */
  public String reason() {
    return hook + "_" + state.id() + (exit.isPresent() ? "(" + exit.getAsInt() + ")" : "");
  }

  /** How a hook ended. */
  public enum HookState {
    PASSED,
    FAILED,
    TIMED_OUT,
    /** It is configured, but the program does not exist. */
    ABSENT,
    /** It is built in, and the log has no data with which it could evaluate this model. */
    NOT_APPLICABLE;

    /** Name in reasons and JSON, e.g. {@code timed_out}. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the model is refused, with any book. */
    public boolean refuses() {
      return switch (this) {
        case PASSED, NOT_APPLICABLE -> false;
        case FAILED, TIMED_OUT, ABSENT -> true;
      };
    }
  }

  /**
   * Runs the hooks at the first call. A book calls it only if all other rules passed, because a
   * hook may take minutes.
   */
  @FunctionalInterface
  public interface HookOutcomes {
    /** No hooks. */
    HookOutcomes NONE = List::of;

    /**
     * The outcomes in the order of the hooks, up to the first refusal; the same list at every call.
     */
    List<HookOutcome> outcomes();
  }
}
