package ratchet.gate;

import java.util.List;

/**
 * The file's own status is one of those allowed.
 *
 * @param allowed e.g. {@code ok}
 */
public record StatusRule(String name, List<String> allowed, ReasonTemplate wording)
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
        new Measured.Text(status),
        "is",
        new Measured.Text(String.join(" or ", allowed)),
        passed,
        wording.of(passed, status));
  }

  @Override
  public String condition() {
    return "status is " + String.join(" or ", allowed);
  }
}
