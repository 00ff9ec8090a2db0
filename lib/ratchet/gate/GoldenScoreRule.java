package ratchet.gate;

import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.features.GoldenInputs;
import ratchet.features.GoldenInputs.GoldenScoreException;
import ratchet.model.ModelFormatException;

/**
 * The model scores the fixed inputs as it did at its trainer; measured as the largest difference of
 * a score. A file without golden scores is one of another trainer. A file that scores them
 * differently is not loaded, with or without the rule; it says how that is told, and whether golden
 * scores must be there.
 *
 * @param whenPresent a file without golden scores passes
 * @param reason in which {@code {measured}} is the path of the score, e.g. {@code golden_scores[0]}
 */
public record GoldenScoreRule(String name, boolean whenPresent, ReasonTemplate reason)
    implements FileRule {
  @Override
  public Check check(Evidence evidence) {
    OptionalDouble difference = GoldenInputs.difference(evidence.candidate().scorer());
    return difference.isPresent()
        ? result(new Measurement.Number(difference.getAsDouble()), true, reason.of(true, "met"))
        : result(
            new Measurement.Missing(), whenPresent, whenPresent ? "" : "missing_golden_scores");
  }

  @Override
  public Optional<Check> check(ModelFormatException found) {
    return found instanceof GoldenScoreException differing
        ? Optional.of(
            result(
                new Measurement.Number(differing.measured()),
                false,
                reason.of(false, differing.field())))
        : Optional.empty();
  }

  private Check result(Measurement measured, boolean passed, String reason) {
    return Check.simple(
        name, measured, "<=", new Measurement.Number(GoldenInputs.TOLERANCE), passed, reason);
  }

  @Override
  public String condition() {
    return "scores of the fixed inputs differ from the trainer's by at most "
        + Decimals.plain(GoldenInputs.TOLERANCE)
        + (whenPresent ? ", when present" : "");
  }
}
