package ratchet.gate;

import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.features.GoldenInputs;
import ratchet.features.GoldenInputs.GoldenScoreException;
import ratchet.model.ModelFormatException;

/**
 * A rule about the candidate's file itself. Every other rule presupposes a file that loads, so
 * these alone can be asked of one that does not.
 */
public sealed interface FileRule extends GateRule {
  /**
   * @param found why the file does not load
   * @return empty where the file did not get far enough for this rule
   */
  Optional<Check> check(ModelFormatException found);

  /**
   * The file is strict JSON of this model, with its features in order, and as many finite weights.
   * The loader requires this with or without the rule; the rule gives the reason of the refusal.
   */
  record Structure(String name, ReasonTemplate reason) implements FileRule {
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

  /**
   * The model scores the fixed inputs as it did at its trainer; measured as the largest difference
   * of a score. A file without golden scores comes from another trainer. The loader refuses a file
   * that scores them differently, with or without the rule; the rule gives the reason, and says
   * whether golden scores must be there.
   *
   * @param whenPresent a file without golden scores passes
   * @param reason in which {@code {measured}} is the path of the score, e.g. {@code
   *     golden_scores[0]}
   */
  record GoldenScore(String name, boolean whenPresent, ReasonTemplate reason) implements FileRule {
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
}
