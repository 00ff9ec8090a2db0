package ratchet.gate;

import java.util.List;
import java.util.stream.Collectors;

/** All of the rules pass. The reason is that of the first rule that refuses. */
public record AllOfRule(String name, List<GateRule> rules) implements GateRule {
  public AllOfRule {
    rules = List.copyOf(rules);
  }

  @Override
  public Check check(Evidence evidence) {
    List<Check> parts = rules.stream().map(rule -> rule.check(evidence)).toList();
    long passed = parts.stream().filter(Check::passed).count();
    return Check.simple(
            name,
            new Measurement.Number(passed),
            ">=",
            new Measurement.Number(parts.size()),
            passed == parts.size(),
            reason(parts))
        .combining(parts);
  }

  /**
   * The reason of the first refusal. If all passed, the last reason that is not empty, because
   * later rules are about the quality of the model.
   */
  static String reason(List<Check> parts) {
    return parts.stream()
        .filter(part -> !part.passed())
        .map(Check::reason)
        .findFirst()
        .orElseGet(
            () ->
                parts.stream()
                    .map(Check::reason)
                    .filter(reason -> !reason.isEmpty())
                    .reduce("", (earlier, later) -> later));
  }

  @Override
  public String condition() {
    return rules.stream().map(GateRule::condition).collect(Collectors.joining(" and "));
  }
}
