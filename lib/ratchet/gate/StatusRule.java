package ratchet.gate;

import java.util.List;

/**
 * The status in the file is an allowed one.
 *
 * @param allowed e.g. {@code ok}
 */
public record StatusRule(String name, List<String> allowed, ReasonTemplate reason)
    implements GateRule {
  public StatusRule {
    allowed = List.copyOf(allowed);
  }

  @Override
  public Check check(Evidence evidence) {
    String status = evidence.candidate().file().header().status();
    boolean passed = allowed.contains(status);
    return Check.simple(
        name,
        new Measurement.Text(status),
        "is",
        new Measurement.Text(String.join(" or ", allowed)),
        passed,
        reason.of(passed, status));
  }

  @Override
  public String condition() {
    return "status is " + String.join(" or ", allowed);
  }
}
