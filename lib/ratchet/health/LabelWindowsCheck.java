package ratchet.health;

import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Whether labels end in time: within the model's label window and, where nothing is censored,
 * before the data end. A later label is not a valid measurement, and its row could leak information
 * of the holdout into training.
 */
final class LabelWindowsCheck extends TrainingSetCheck {
  LabelWindowsCheck(ModelName model) {
    super(
        "label_windows_" + model.id(),
        model,
        limits -> CheckValue.atMost(limits.lateLabelShareWarnAbove()));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    if (set.rows() == 0) {
      return fail(context, CheckValue.of("no row"), "no row has a label", Remedies.MORE_DATA);
    }
    double share = (double) set.lateLabels() / set.rows();
    CheckValue measured = CheckValue.of(share);
    String detail = set.lateLabels() + " of " + set.rows() + " labels end after their label window";
    if (share <= context.thresholds().lateLabelShareWarnAbove()) {
      return pass(context, measured, detail);
    }
    String remedy =
        switch (model()) {
          case FILLNET ->
              "check that exec_outcomes.time_to_land_ms is in milliseconds: an attempt that takes"
                  + " more than a minute did not land";
          case ALPHA, RUGGUARD, SURVIVAL ->
              "check what wrote rows with times after the last execution";
        };
    return share > context.thresholds().lateLabelShareFailAbove()
        ? fail(context, measured, detail, remedy)
        : warn(context, measured, detail, remedy);
  }
}
