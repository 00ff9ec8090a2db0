package ratchet.gate;

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
}
