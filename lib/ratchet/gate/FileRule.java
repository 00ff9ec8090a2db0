package ratchet.gate;

import java.util.Optional;
import java.util.OptionalDouble;
import ratchet.features.GoldenInputs;
import ratchet.features.GoldenInputs.GoldenScoreException;
import ratchet.model.ModelFormatException;

/**
 * A rule about the candidate's file itself. All other rules require a file that loads; only these
 * rules can check one that does not.
 */
public sealed interface FileRule extends GateRule {
  /**
   * @param found why the file does not load
   * @return empty if loading failed before the part that this rule checks
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

    /** The path of the wrong field; if the whole file is wrong, the first words of the problem. */
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
   * The scores of the fixed inputs equal those of the trainer; the measured value is the largest
   * difference. A file without golden scores comes from another trainer. The loader refuses a file
   * with different scores, with or without the rule. The rule gives the reason, and decides whether
   * golden scores are required.
   *
   * @param whenPresent a file without golden scores passes
   * @param reason its {@code {measured}} is the path of the score, e.g. {@code golden_scores[0]}
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
