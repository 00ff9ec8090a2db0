package ratchet.gate;

import java.util.OptionalDouble;

/** A measure is there and finite. */
public record PresenceRule(String name, String measure, ReasonTemplate wording)
    implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    OptionalDouble value = evidence.measures().get(measure);
    boolean passed = value.isPresent() && Double.isFinite(value.getAsDouble());
    Measured measured =
        value.isPresent() ? new Measured.Number(value.getAsDouble()) : new Measured.Missing();
    return Check.simple(
        name,
        measured,
        "is",
        new Measured.Text("present"),
        passed,
        wording.of(passed, measured.toString()));
  }

  @Override
  public String condition() {
    return measure + " is present";
  }
}
