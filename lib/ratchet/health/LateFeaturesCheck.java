package ratchet.health;

import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/** Whether contexts are logged before what is decided on them, and not soon after. */
final class LateFeaturesCheck extends TrainingSetCheck {
  LateFeaturesCheck(ModelName model) {
    super("late_features_" + model.id(), model);
  }

  /** Attempts name no context: where one came after them, it may be another attempt's. */
  static boolean canTell(ModelName model) {
    return model != ModelName.FILLNET;
  }

  @Override
  CheckValue required(HealthContext context) {
    return CheckValue.of("at most " + context.thresholds().lateFeatureShareWarnAbove());
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    long late = set.facts().featuresAfterwards();
    double share = (double) late / set.decisions();
    String table = model() == ModelName.ALPHA ? "scores" : "sizing_decisions";
    String detail =
        late + " of " + set.decisions() + " entries have their first " + table + " row after them";
    return CheckResult.warnUnless(
        share <= context.thresholds().lateFeatureShareWarnAbove(),
        name(),
        CheckValue.of(share),
        required(context),
        detail,
        "make the service write to "
            + table
            + " before it enters, with the time of the decision; such entries are left out");
  }
}
