package ratchet.health;

import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/** The share of decisions with a context that was logged in time to give features. */
final class FeatureCoverageCheck extends TrainingSetCheck {
  FeatureCoverageCheck(ModelName model) {
    super("features_" + model.id(), model, limits -> CheckValue.of(limits.featureShareWarnBelow()));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    long decisions = set.decisions();
    long without = set.rowCounts().get("without_features");
    double share = (double) (decisions - without) / decisions;
    CheckValue measured = CheckValue.of(share);
    String detail = without + " of " + decisions + " decisions have no features";
    if (share >= context.thresholds().featureShareWarnBelow()) {
      return pass(context, measured, detail);
    }
    String source =
        switch (model()) {
          case FILLNET -> "fill_preds row of the same route within 60 s before the attempt";
          case ALPHA -> "scores row of the mint within 10 min before the entry";
          case RUGGUARD, SURVIVAL -> "sizing_decisions row of the mint shortly before the entry";
        };
    String remedy = "make the service log a " + source;
    return share >= context.thresholds().featureShareFailBelow()
        ? warn(context, measured, detail, remedy)
        : fail(context, measured, detail, remedy);
  }
}
