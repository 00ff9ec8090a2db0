package ratchet.gate;

import java.time.Duration;

/**
 * The candidate is not too old. The measured value is its age in seconds since {@code created}.
 *
 * @param maxAge largest accepted age
 */
public record AgeRule(String name, Duration maxAge, ReasonTemplate reason) implements GateRule {
  @Override
  public Check check(Evidence evidence) {
    Duration age = Duration.between(evidence.candidate().file().header().created(), evidence.now());
    boolean passed = age.compareTo(maxAge) <= 0;
    return Check.simple(
        name,
        new Measurement.Number(age.toSeconds()),
        "<=",
        new Measurement.Number(maxAge.toSeconds()),
        passed,
        reason.of(passed, Long.toString(age.toSeconds())));
  }

  @Override
  public String condition() {
    return maxAge.toHours() % 24 == 0 && maxAge.toDays() > 0 && maxAge.toSecondsPart() == 0
        ? "created at most " + maxAge.toDays() + " days ago"
        : "created at most " + maxAge.toSeconds() + " s ago";
  }
}
