package ratchet.health;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import ratchet.data.log.InputCounts;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/** How often a feature's inputs are missing, so that a default stands in, or cannot be. */
final class InputsCheck extends TrainingSetCheck {
  InputsCheck(ModelName model) {
    super("inputs_" + model.id(), model);
  }

  @Override
  CheckValue required(HealthContext context) {
    return CheckValue.of(
        "at most " + CheckValue.of(context.thresholds().missingInputShareWarnAbove()) + " missing");
  }

  @Override
  CheckResult judge(HealthContext context, SetSummary set) {
    List<InputCounts> inputs = set.facts().inputs();
    if (inputs.isEmpty()) {
      return CheckResult.fail(
          name(),
          CheckValue.of("no row"),
          required(context),
          "no row has features",
          Remedies.MORE_DATA);
    }
    InputCounts impossible = most(inputs, InputCounts::impossible);
    if (impossible.impossible() > 0) {
      return impossible(context, set, impossible);
    }
    InputCounts missing = most(inputs, InputCounts::missing);
    double share = (double) missing.missing() / set.rows();
    CheckValue measured = CheckValue.of(share);
    String detail =
        "nothing is out of range; "
            + missing.feature()
            + " is missing most, in "
            + missing.missing()
            + " of "
            + set.rows()
            + " rows";
    return CheckResult.warnUnless(
        share <= context.thresholds().missingInputShareWarnAbove(),
        name(),
        measured,
        required(context),
        detail,
        "make the service log what " + missing.feature() + " needs; a default stands in for it");
  }

  private CheckResult impossible(HealthContext context, SetSummary set, InputCounts worst) {
    double share = (double) worst.impossible() / set.rows();
    double allowed = context.thresholds().impossibleShareFailAbove();
    CheckValue measured = CheckValue.of(share);
    CheckValue required = CheckValue.of("0 out of range");
    String detail =
        worst.impossible()
            + " of "
            + set.rows()
            + " rows have a context from which "
            + worst.feature()
            + " cannot be: negative, or a share above 1";
    String remedy = "see in which unit the service logs what " + worst.feature() + " is made of";
    return share > allowed
        ? CheckResult.fail(name(), measured, required, detail, remedy)
        : CheckResult.warn(name(), measured, required, detail, remedy);
  }

  private static InputCounts most(List<InputCounts> inputs, ToLongFunction<InputCounts> count) {
    return inputs.stream().max(Comparator.comparingLong(count)).orElseThrow();
  }
}
