package ratchet.gate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * At least one of the rules passes. The reason is that of the first rule that passes.
 *
 * @param refused the reason if none passes, e.g. {@code metrics_not_improved}
 */
public record AnyOfRule(String name, List<GateRule> rules, String refused) implements GateRule {
  public AnyOfRule {
    rules = List.copyOf(rules);
  }

  @Override
  public Check check(Evidence evidence) {
    List<Check> parts = rules.stream().map(rule -> rule.check(evidence)).toList();
    List<Check> passed = parts.stream().filter(Check::passed).toList();
    return Check.simple(
            name,
            new Measurement.Number(passed.size()),
            ">=",
            new Measurement.Number(1),
            !passed.isEmpty(),
            passed.isEmpty() ? refused : passed.get(0).reason())
        .combining(parts);
  }

  @Override
  public String condition() {
    return rules.stream()
        .map(rule -> rule instanceof AllOfRule ? "(" + rule.condition() + ")" : rule.condition())
        .collect(Collectors.joining(", or "));
  }
}
