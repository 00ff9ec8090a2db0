package ratchet.health;

import ratchet.health.summary.ClassCounts;
import ratchet.health.summary.LabelSummary;
import ratchet.model.ModelName;

/**
 * Whether a label has both classes, enough training rows of the rarer one, and a sufficient share
 * of it.
 */
final class LabelBalanceCheck extends LabelCheck {
  LabelBalanceCheck(ModelName model, String label) {
    super("labels", model, label, limits -> CheckValue.of(limits.minorityShareWarnBelow()));
  }

  @Override
  CheckResult evaluate(HealthContext context, LabelSummary summary) {
    ClassCounts all = summary.all();
    long inTrain = summary.train().minority();
    double share = (double) all.minority() / all.all();
    CheckValue measured = CheckValue.of(share);
    if (all.minority() == 0) {
      String detail = "all " + all.all() + " rows have the label " + (all.ones() > 0 ? 1 : 0);
      return fail(context, measured, detail, remedy());
    }
    String detail =
        all.ones() + " of " + all.all() + " rows are 1; " + inTrain + " of the rarer class to fit";
    if (inTrain < context.thresholds().minorityRowsFailBelow()) {
      return CheckResult.fail(
          name(), CheckValue.of(inTrain + " rows"), leastRows(context), detail, remedy());
    }
    return share < context.thresholds().minorityShareWarnBelow()
        ? warn(context, measured, detail, remedy())
        : pass(context, measured, detail);
  }

  private static CheckValue leastRows(HealthContext context) {
    return CheckValue.of("at least " + context.thresholds().minorityRowsFailBelow() + " rows");
  }
}
