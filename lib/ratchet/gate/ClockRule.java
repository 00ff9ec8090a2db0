package ratchet.gate;

import java.time.Duration;

/**
 * The candidate was not created in the future, because {@link AgeRule} would accept such a file for
 * too long. The measured value is {@code created} minus now in seconds, 0 or less for a past time.
 *
 * @param tolerance largest accepted difference between clocks
 */
public record ClockRule(String name, Duration tolerance, ReasonTemplate reason)
    implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    Duration ahead =
        Duration.between(evidence.now(), evidence.candidate().file().header().created());
    boolean passed = ahead.compareTo(tolerance) <= 0;
    return Check.simple(
        name,
        new Measurement.Number(ahead.toSeconds()),
        "<=",
        new Measurement.Number(tolerance.toSeconds()),
        passed,
        reason.of(passed, Long.toString(ahead.toSeconds())));
  }

  @Override
  public String condition() {
    return "created at most " + tolerance.toSeconds() + " s in the future";
  }
}
