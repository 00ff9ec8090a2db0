package ratchet.gate;

import java.util.Optional;
import ratchet.gate.HookOutcome.HookState;

/**
 * A backtest or an off-policy evaluation passes. A failure refuses the model with or without the
 * rule. The rule sets its place in the report, and whether the hook is required.
 *
 * @param hook {@code backtest} or {@code ope}
 * @param whenPresent whether a candidate passes if the hook is not configured, or has no data to
 *     evaluate the model
 */
public record HookRule(String name, String hook, boolean whenPresent) implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    Optional<HookOutcome> outcome = outcome(evidence);
    boolean passed =
        outcome
            .map(found -> found.state() == HookState.PASSED || mayLack(found.state()))
            .orElse(whenPresent);
    return Check.simple(
        name,
        outcome
            .<Measurement>map(found -> new Measurement.Text(found.state().id()))
            .orElseGet(Measurement.Missing::new),
        "is",
        new Measurement.Text(HookState.PASSED.id()),
        passed,
        passed ? "" : outcome.map(HookOutcome::reason).orElse("missing_" + hook));
  }

  private boolean mayLack(HookState state) {
    return whenPresent && !state.refuses();
  }

  Optional<HookOutcome> outcome(Evidence evidence) {
    return evidence.hooks().outcomes().stream()
        .filter(outcome -> outcome.hook().equals(hook))
        .findFirst();
  }

  @Override
  public String condition() {
    return "the hook " + hook + " passes" + (whenPresent ? ", when present" : "");
  }
}
