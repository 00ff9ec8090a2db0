package ratchet.gate;

import java.util.OptionalDouble;

/** The candidate's file has a measure, and it is finite. */
public record PresenceRule(String name, String measure, ReasonTemplate reason) implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    OptionalDouble value = evidence.measures().get(measure);
    boolean passed = value.isPresent() && Double.isFinite(value.getAsDouble());
    Measurement measured =
        value.isPresent() ? new Measurement.Number(value.getAsDouble()) : new Measurement.Missing();
    return Check.simple(
        name,
        measured,
        "is",
        new Measurement.Text("present"),
        passed,
        reason.of(passed, measured.toString()));
  }

  @Override
  public String condition() {
    return measure + " is present";
  }
}
