package ratchet.health;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ratchet.data.log.FeatureSources;
import ratchet.data.log.FeatureSources.InputCounts;
import ratchet.health.summary.SetSummary;
import ratchet.health.summary.TrainerRequirements;
import ratchet.model.ModelName;

/**
 * How often a feature's inputs are missing, so that the feature has its default, or are impossible.
 */
final class InputsCheck extends TrainingSetCheck {
  InputsCheck(ModelName model) {
    super(
        "inputs_" + model.id(),
        model,
        limits ->
            CheckValue.of(
                "at most " + CheckValue.of(limits.missingInputShareFailAbove()) + " missing"));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    List<InputCounts> inputs = set.facts().inputs();
    if (inputs.isEmpty()) {
      return fail(context, CheckValue.of("no row"), "no row has features", Remedies.MORE_DATA);
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
            + " is missing most often, in "
            + missing.missing()
            + " of "
            + set.rows()
            + " rows";
    return share <= context.thresholds().missingInputShareFailAbove()
        ? pass(context, measured, detail)
        : fail(
            context,
            measured,
            detail + "; these features have their default in most rows: " + missing(context, set),
            remedy(context, set));
  }

  private static Stream<InputCounts> mostlyMissing(HealthContext context, SetSummary set) {
    double most = context.thresholds().missingInputShareFailAbove();
    return set.facts().inputs().stream()
        .filter(input -> (double) input.missing() / set.rows() > most);
  }

  private static String missing(HealthContext context, SetSummary set) {
    return mostlyMissing(context, set).map(InputCounts::feature).collect(Collectors.joining(", "));
  }

  /** Names the fields from which the missing inputs are read. */
  private String remedy(HealthContext context, SetSummary set) {
    return "make the service log: "
        + mostlyMissing(context, set)
            .map(
                input ->
                    input.feature() + " from " + FeatureSources.place(model(), input.feature()))
            .collect(Collectors.joining("; "))
        + ". To train without: "
        + TrainerRequirements.of(model()).command()
        + " --allow-missing "
        + mostlyMissing(context, set).map(InputCounts::feature).collect(Collectors.joining(","));
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
            + " gets an impossible value: negative, or a share above 1";
    String remedy = "check in which unit the service logs the inputs of " + worst.feature();
    return share > allowed
        ? CheckResult.fail(name(), measured, required, detail, remedy)
        : CheckResult.warn(name(), measured, required, detail, remedy);
  }

  private static InputCounts most(List<InputCounts> inputs, ToLongFunction<InputCounts> count) {
    return inputs.stream().max(Comparator.comparingLong(count)).orElseThrow();
  }
}
