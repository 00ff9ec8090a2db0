package ratchet.health;

import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Whether labels were known when they should have been: within the model's label window, and, where
 * nothing is censored, before the data end. A label that came later is no measurement, and its row
 * could tell the fit of the holdout.
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
    String detail = set.lateLabels() + " of " + set.rows() + " labels reach past their window";
    if (share <= context.thresholds().lateLabelShareWarnAbove()) {
      return pass(context, measured, detail);
    }
    String remedy =
        switch (model()) {
          case FILLNET ->
              "see that exec_outcomes.time_to_land_ms is in milliseconds: an attempt that takes"
                  + " more than a minute did not land";
          case ALPHA, RUGGUARD, SURVIVAL -> "see what wrote rows that lie after the last execution";
        };
    return share > context.thresholds().lateLabelShareFailAbove()
        ? fail(context, measured, detail, remedy)
        : warn(context, measured, detail, remedy);
  }
}
