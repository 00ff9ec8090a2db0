package ratchet.health;

import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/** Whether contexts are logged before what is decided on them, and not soon after. */
final class LateFeaturesCheck extends TrainingSetCheck {
  LateFeaturesCheck(ModelName model) {
    super(
        "late_features_" + model.id(),
        model,
        limits -> CheckValue.atMost(limits.lateFeatureShareWarnAbove()));
  }

  /** Attempts name no context: where one came after them, it may be another attempt's. */
  static boolean canTell(ModelName model) {
    return model != ModelName.FILLNET;
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    long late = set.facts().featuresAfterwards();
    double share = (double) late / set.decisions();
    String table = model() == ModelName.ALPHA ? "scores" : "sizing_decisions";
    String detail =
        late + " of " + set.decisions() + " entries have their first " + table + " row after them";
    return warnUnless(
        share <= context.thresholds().lateFeatureShareWarnAbove(),
        context,
        CheckValue.of(share),
        detail,
        "make the service write to "
            + table
            + " before it enters, with the time of the decision; such entries are left out");
  }
}
