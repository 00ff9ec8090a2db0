package ratchet.gate;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A measure is better than the champion's by at least an amount; a negative amount is a tolerated
 * loss. Without a champion the improvement is 0. If both models were scored on the same rows, both
 * measures are computed on these rows; else they are read from the model files.
 *
 * <p>The improvement is a difference, positive if the candidate is better: a profit of −20 after
 * −10 is a loss of 10, an error of 0.3 after 0.2 a loss of 0.1. It is not a ratio, because measures
 * may be negative. For the same reason a relative amount is a share of |champion|.
 *
 * @param better the direction of an improvement
 * @param byAtLeast amount in the unit of the measure, or a share if {@code relative}; finite
 * @param whenPresent whether the rule passes if the champion, or both, do not have the measure
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
    // For a champion at 0 a relative amount is 0; an improvement of 0 must not pass.
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
