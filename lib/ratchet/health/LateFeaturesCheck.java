package ratchet.health;

import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/** Whether contexts are logged before the decisions that use them, and not shortly after. */
final class LateFeaturesCheck extends TrainingSetCheck {
  LateFeaturesCheck(ModelName model) {
    super(
        "late_features_" + model.id(),
        model,
        limits -> CheckValue.atMost(limits.lateFeatureShareWarnAbove()));
  }

  /**
   * False for FillNet: its attempts do not name their context, so a later context may belong to
   * another attempt.
   */
  static boolean appliesTo(ModelName model) {
    return model != ModelName.FILLNET;
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    long late = set.facts().featuresAfterwards();
    double share = (double) late / set.decisions();
    String table = model() == ModelName.ALPHA ? "scores" : "sizing_decisions";
    String detail =
        late
            + " of "
            + set.decisions()
            + " entries have their first "
            + table
            + " row after the entry";
    return warnUnless(
        share <= context.thresholds().lateFeatureShareWarnAbove(),
        context,
        CheckValue.of(share),
        detail,
        "make the service write to "
            + table
            + " before the entry, with the time of the decision; training leaves out such entries");
  }
}
