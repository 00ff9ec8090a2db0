package ratchet.health;

import ratchet.health.summary.LabelSummary;
import ratchet.model.ModelName;

/** Whether one feature alone tells the label: then it was logged with the outcome in hand. */
final class LeakCheck extends LabelCheck {
  LeakCheck(ModelName model, String label) {
    super("leak", model, label, limits -> CheckValue.atMost(limits.singleFeatureAucFailAbove()));
  }

  @Override
  CheckResult evaluate(HealthContext context, LabelSummary summary) {
    String feature = summary.tellingFeature();
    double best = summary.tellingAuc().orElse(Double.NaN);
    if (Double.isNaN(best)) {
      return fail(
          context,
          CheckValue.of("one class"),
          "nothing can be told of rows of one class",
          remedy());
    }
    String detail = feature + " alone orders the label with an AUC of " + CheckValue.of(best);
    return best <= context.thresholds().singleFeatureAucFailAbove()
        ? pass(context, CheckValue.of(best), detail)
        : fail(
            context,
            CheckValue.of(best),
            detail,
            "see that the service logs " + feature + " before the outcome, and not from it");
  }
}
