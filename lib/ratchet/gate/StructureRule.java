package ratchet.gate;

import java.util.Optional;
import ratchet.features.GoldenInputs.GoldenScoreException;
import ratchet.model.ModelFormatException;

/**
 * The file is strict JSON of this model, with its features in order, and as many finite weights.
 * Whoever loads a file insists on that, with or without the rule; it says how that is told.
 */
public record StructureRule(String name, ReasonTemplate reason) implements FileRule {
  private static final Measurement SOUND = new Measurement.Text("sound");

  @Override
  public Check check(Evidence evidence) {
    return result(SOUND, true);
  }

  @Override
  public Optional<Check> check(ModelFormatException found) {
    return Optional.of(
        found instanceof GoldenScoreException
            ? result(SOUND, true)
            : result(new Measurement.Text(briefly(found)), false));
  }

  private Check result(Measurement measured, boolean passed) {
    return Check.simple(
        name, measured, "is", SOUND, passed, reason.of(passed, measured.toString()));
  }

  /** The wrong field's path; where the whole file is wrong, the first words of why. */
  private static String briefly(ModelFormatException found) {
    String text =
        found.isOfWholeFile()
            ? found.problem().replaceFirst("^is ", "").split("[:,;(]", 2)[0].strip()
            : found.field();
    return text.replaceAll("\\s+", "_");
  }

  @Override
  public String condition() {
    return "strict JSON of this model, features in order, weights finite and as many";
  }
}
