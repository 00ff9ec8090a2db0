package ratchet.gate;

import java.time.Duration;

/**
 * The candidate was not created in the future: such a file would never grow too old. Measured in
 * seconds ahead of now, 0 or less for a file of the past.
 *
 * @param tolerance what clocks may differ by
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
