package ratchet.gate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What one rule found.
 *
 * @param name the rule's, unique within a model, e.g. {@code auc_10m}
 * @param measured what was found
 * @param relation how it must stand to what is required: {@code >=}, {@code <=} or {@code is}
 * @param required a number, or what else is asked for
 * @param lower lower end of the interval of what was measured, where there is one
 * @param upper its upper end
 * @param reason machine-readable, without spaces: why it refuses, or what it passes on; empty when
 *     a rule has nothing to say
 * @param parts what the rules found that this one combines
 */
public record Check(
    String name,
    Measured measured,
    String relation,
    Measured required,
    boolean passed,
    OptionalDouble lower,
    OptionalDouble upper,
    String reason,
    List<Check> parts) {
  public Check {
    parts = List.copyOf(parts);
  }

  static Check simple(
      String name,
      Measured measured,
      String relation,
      Measured required,
      boolean passed,
      String reason) {
    return new Check(
        name,
        measured,
        relation,
        required,
        passed,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        reason,
        List.of());
  }

  /** This one, or those it combines, all the way down. */
  public Stream<Check> leaves() {
    return parts.isEmpty() ? Stream.of(this) : parts.stream().flatMap(Check::leaves);
  }

  /** E.g. {@code auc_10m: 0.62, required >= 0.7}. */
  public String sentence() {
    return name + ": " + measured + ", required " + relation + " " + required;
  }
}
