package ratchet.health;

import java.util.function.Function;
import ratchet.health.summary.LabelSummary;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/** A check of one two-class label of a training set. */
abstract class LabelCheck extends TrainingSetCheck {
  private final String label;

  LabelCheck(
      String prefix,
      ModelName model,
      String label,
      Function<HealthThresholds, CheckValue> required) {
    super(prefix + "_" + model.id() + "_" + label, model, required);
    this.label = label;
  }

  @Override
  final CheckResult evaluate(HealthContext context, SetSummary set) {
    LabelSummary summary = set.labels().get(label);
    return summary == null || summary.all().all() == 0
        ? fail(context, CheckValue.of("no row"), "no row has the label", remedy())
        : evaluate(context, summary);
  }

  /**
   * Runs the check.
   *
   * @param summary has at least one row with the label
   */
  abstract CheckResult evaluate(HealthContext context, LabelSummary summary);

  /** How to get rows of both classes. */
  final String remedy() {
    return switch (model()) {
      case FILLNET ->
          "make the executor log unfilled attempts too (filled = 0): one version loses them,"
              + " because its insert lacks the named parameters priorityFeeLamports, amountIn,"
              + " amountOut and feeLamportsTotal; bind them to null, then train on what is logged"
              + " from now on";
      case ALPHA -> "let the services log for longer: more mints, and an hour after each entry";
      case RUGGUARD -> "let the services log for longer: a day after each entry, and more mints";
      case SURVIVAL ->
          "let the services log for longer, or give train_survival another --trail-bps";
    };
  }
}
