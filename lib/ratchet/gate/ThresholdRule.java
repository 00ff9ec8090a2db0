package ratchet.gate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.gate.Evidence.MetricLookup;

/**
 * A measure, or the largest of several, lies within a bound.
 *
 * @param measures one name, or several; the largest of their values counts
 * @param whenPresent whether a candidate without the measure passes if production has none either
 * @param missing the reason if the measure is missing, e.g. {@code missing_brier_metric}
 */
public record ThresholdRule(
    String name,
    List<String> measures,
    Bound bound,
    boolean whenPresent,
    String missing,
    ReasonTemplate reason)
    implements GateRule {
  public ThresholdRule {
    measures = List.copyOf(measures);
  }

  @Override
  public Check check(Evidence evidence) {
    Measurement required = new Measurement.Number(bound.limit());
    String sign = bound.side().sign();
    OptionalDouble largest = largest(evidence::measure);
    if (largest.isEmpty()) {
      boolean mayLack = measures.stream().allMatch(one -> evidence.mayLack(one, whenPresent));
      return Check.simple(
          name, new Measurement.Missing(), sign, required, mayLack, mayLack ? "" : missing);
    }
    double value = largest.getAsDouble();
    boolean passed = bound.accepts(value);
    Check check =
        Check.simple(
            name,
            new Measurement.Number(value),
            sign,
            required,
            passed,
            reason.of(passed, Decimals.plain(value, bound.limit())));
    return figures(evidence).map(check::with).orElse(check);
  }

  private Optional<Check.Figures> figures(Evidence evidence) {
    return measures.size() == 1 ? evidence.figures(measures.get(0)) : Optional.empty();
  }

  /** NaN if one of them is not finite, because it might be the largest. */
  private OptionalDouble largest(MetricLookup known) {
    return measures.stream()
        .map(known::get)
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .map(value -> Double.isFinite(value) ? value : Double.NaN)
        .reduce(Math::max);
  }

  @Override
  public String condition() {
    String what =
        measures.size() == 1 ? measures.get(0) : "the largest of " + String.join(", ", measures);
    return what + " " + bound + (whenPresent ? ", when present" : "");
  }

  /**
   * A limit, and the side of it on which a value must be; the limit itself is accepted.
   *
   * @param limit finite
   */
  record Bound(Side side, double limit) {
    /** Which values are accepted. */
    public enum Side {
      AT_LEAST(">="),
      AT_MOST("<=");

      private final String sign;

      Side(String sign) {
        this.sign = sign;
      }

      String sign() {
        return sign;
      }
    }

    public Bound {
      if (!Double.isFinite(limit)) {
        throw new IllegalArgumentException("a limit is finite, not " + limit);
      }
    }

    /** False for NaN and for infinity, on both sides. */
    boolean accepts(double value) {
      if (!Double.isFinite(value)) {
        return false;
      }
      return switch (side) {
        case AT_LEAST -> value >= limit;
        case AT_MOST -> value <= limit;
      };
    }

    @Override
    public String toString() {
      return side.sign() + " " + Decimals.plain(limit);
    }
  }
}
