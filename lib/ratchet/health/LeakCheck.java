package ratchet.health;

import ratchet.health.summary.LabelSummary;
import ratchet.model.ModelName;

/**
 * Whether a single feature predicts the label too well: then it was probably logged after the
 * outcome.
 */
final class LeakCheck extends LabelCheck {
  LeakCheck(ModelName model, String label) {
    super("leak", model, label, limits -> CheckValue.atMost(limits.singleFeatureAucFailAbove()));
  }

  @Override
  CheckResult evaluate(HealthContext context, LabelSummary summary) {
    String feature = summary.bestFeature();
    double best = summary.bestAuc().orElse(Double.NaN);
    if (Double.isNaN(best)) {
      return fail(
          context,
          CheckValue.of("one class"),
          "a leak cannot be measured on rows of one class",
          remedy());
    }
    String detail = feature + " alone predicts the label with an AUC of " + CheckValue.of(best);
    return best <= context.thresholds().singleFeatureAucFailAbove()
        ? pass(context, CheckValue.of(best), detail)
        : fail(
            context,
            CheckValue.of(best),
            detail,
            "make the service log " + feature + " before the outcome, and not computed from it");
  }
}
