package ratchet.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A measure improves on the champion's by at least so much; a negative amount is a loss that is
 * tolerated. Without a champion the candidate stands against itself: its improvement is 0. Both
 * measures are of the same rows where both models were scored on some, else of each model's own
 * file.
 *
 * <p>The improvement is a difference, positive where the candidate is better, never a ratio: a
 * profit of −20 after −10 is a loss of 10 and an error of 0.3 after 0.2 a loss of 0.1. A relative
 * amount is a share of the champion's magnitude, |champion|, for the same reason.
 *
 * @param better which direction is better
 * @param byAtLeast in the measure's unit, or a share when {@code relative}; finite
 * @param whenPresent passes when the champion lacks the measure, or both do
 */
public record ChangeRule(
    String name,
    String measure,
    Better better,
    double byAtLeast,
    boolean relative,
    boolean whenPresent,
    ReasonTemplate reason)
    implements GateRule {
  /** Which direction is an improvement. */
  public enum Better {
    HIGHER,
    LOWER
  }

  public ChangeRule {
    if (!Double.isFinite(byAtLeast)) {
      throw new IllegalArgumentException("an amount is finite, not " + byAtLeast);
    }
  }

  @Override
  public Check check(Evidence evidence) {
    OptionalDouble candidate = evidence.besideChampion(measure);
    OptionalDouble champion = evidence.reference(measure);
    if (candidate.isEmpty()) {
      return unmeasured("missing_" + measure + "_metric", evidence.mayLack(measure, whenPresent));
    }
    if (champion.isEmpty()) {
      return unmeasured("missing_champion_" + measure + "_metric", whenPresent);
    }
    Check check = compare(candidate.getAsDouble(), champion.getAsDouble());
    return evidence.figures(measure).map(check::with).orElse(check);
  }

  private Check unmeasured(String reason, boolean mayLack) {
    return Check.simple(
        name,
        new Measurement.Missing(),
        ">=",
        new Measurement.Number(byAtLeast),
        mayLack,
        mayLack ? "" : reason);
  }

  private Check compare(double candidate, double champion) {
    if (!Double.isFinite(candidate) || !Double.isFinite(champion)) {
      return result(Double.NaN, byAtLeast, false);
    }
    BigDecimal improvement = improvement(Decimals.exact(candidate), Decimals.exact(champion));
    BigDecimal required = required(Decimals.exact(champion));
    boolean enough = improvement.compareTo(required) >= 0;
    // A share of a champion at 0 is 0, and no improvement would pass for one.
    boolean some = byAtLeast <= 0 || improvement.signum() > 0;
    return result(improvement.doubleValue(), required.doubleValue(), enough && some);
  }

  private BigDecimal improvement(BigDecimal candidate, BigDecimal champion) {
    return switch (better) {
      case HIGHER -> candidate.subtract(champion);
      case LOWER -> champion.subtract(candidate);
    };
  }

  private BigDecimal required(BigDecimal champion) {
    BigDecimal amount = Decimals.exact(byAtLeast);
    return relative ? amount.multiply(champion.abs()) : amount;
  }

  private Check result(double improvement, double required, boolean passed) {
    return Check.simple(
        name,
        new Measurement.Number(improvement),
        ">=",
        new Measurement.Number(required),
        passed,
        reason.of(passed, Decimals.plain(improvement, required)));
  }

  @Override
  public List<String> measures() {
    return List.of(measure);
  }

  @Override
  public String condition() {
    String direction =
        switch (better) {
          case HIGHER -> "higher";
          case LOWER -> "lower";
        };
    String amount = Decimals.plain(Math.abs(byAtLeast)) + (relative ? " of its magnitude" : "");
    String text =
        byAtLeast >= 0
            ? measure + " is " + direction + " than the champion's by at least " + amount
            : measure + " is worse than the champion's by at most " + amount;
    String side = byAtLeast >= 0 ? "" : " (" + direction + " is better)";
    return text + side + (whenPresent ? ", when present" : "");
  }
}
