package ratchet.gate;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What a hook said of a candidate.
 *
 * @param hook {@code backtest} or {@code ope}
 * @param exit its exit status; empty when it never ran or was killed
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

  /**
   * The hooks, asked when somebody looks: a book does so once all its other rules are satisfied,
   * because a hook may take minutes.
   */
  @FunctionalInterface
  public interface HookOutcomes {
    /** There are no hooks. */
    HookOutcomes NONE = List::of;

    /** In the order asked, up to the first that refuses; the same at every call. */
    List<HookOutcome> asked();
  }
}
