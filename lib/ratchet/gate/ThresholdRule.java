package ratchet.gate;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A measure, or the largest of several, lies within a bound.
 *
 * @param measures one name, or several of which the largest counts
 * @param whenPresent a candidate without the measure passes, unless production has it
 * @param missing the reason when there is nothing to measure, e.g. {@code missing_brier_metric}
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
    return Check.simple(
        name,
        new Measurement.Number(value),
        sign,
        required,
        passed,
        reason.of(passed, Decimals.plain(value, bound.limit())));
  }

  /** NaN as soon as one of them is not finite: that one might have been the largest. */
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
}
