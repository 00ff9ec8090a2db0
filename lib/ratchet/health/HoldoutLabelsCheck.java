package ratchet.health;

import ratchet.health.summary.ClassCounts;
import ratchet.health.summary.LabelSummary;
import ratchet.model.ModelName;

/**
 * Whether the holdout has both classes of a label: with one class, the metrics that the gate
 * requires cannot be computed.
 */
final class HoldoutLabelsCheck extends LabelCheck {
  HoldoutLabelsCheck(ModelName model, String label) {
    super("holdout", model, label, limits -> CheckValue.of(limits.holdoutMinorityRowsWarnBelow()));
  }

  @Override
  CheckResult evaluate(HealthContext context, LabelSummary summary) {
    ClassCounts holdout = summary.holdout();
    CheckValue measured = CheckValue.of(holdout.minority());
    String detail =
        holdout.ones() + " of the last " + holdout.all() + " rows, the holdout, have the label 1";
    if (holdout.minority() == 0) {
      return fail(context, measured, detail, remedy());
    }
    return holdout.minority() < context.thresholds().holdoutMinorityRowsWarnBelow()
        ? warn(context, measured, detail, remedy())
        : pass(context, measured, detail);
  }
}
