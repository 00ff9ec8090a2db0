package ratchet.health;

import ratchet.health.summary.ClassCounts;
import ratchet.health.summary.LabelSummary;
import ratchet.model.ModelName;

/** Whether the holdout will hold both classes: without, the figures that the gate asks for lack. */
final class HoldoutLabelsCheck extends LabelCheck {
  HoldoutLabelsCheck(ModelName model, String label) {
    super("holdout", model, label);
  }

  @Override
  CheckValue required(HealthContext context) {
    return CheckValue.of(context.thresholds().holdoutMinorityRowsWarnBelow());
  }

  @Override
  CheckResult evaluate(HealthContext context, LabelSummary summary) {
    ClassCounts holdout = summary.holdout();
    CheckValue measured = CheckValue.of(holdout.minority());
    String detail =
        holdout.ones() + " of the last " + holdout.all() + " rows, the holdout, have the label 1";
    if (holdout.minority() == 0) {
      return CheckResult.fail(name(), measured, required(context), detail, remedy());
    }
    return holdout.minority() < context.thresholds().holdoutMinorityRowsWarnBelow()
        ? CheckResult.warn(name(), measured, required(context), detail, remedy())
        : CheckResult.pass(name(), measured, required(context), detail);
  }
}
