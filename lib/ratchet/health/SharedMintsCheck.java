package ratchet.health;

import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Whether a mint of the holdout is also in the training rows. In Alpha, RugGuard and Survival a
 * mint has one row, so it can be on both sides only with two spellings, e.g. in another case or
 * with blanks around it. FillNet is not checked: a mint may have attempts on both sides.
 */
public final class SharedMintsCheck extends TrainingSetCheck {
  SharedMintsCheck(ModelName model) {
    super(
        "shared_mints_" + model.id(),
        model,
        limits -> CheckValue.atMost(limits.sharedMintShareWarnAbove()));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    if (set.holdoutRows() == 0) {
      return fail(context, CheckValue.of("no row"), "no row to hold out", Remedies.MORE_DATA);
    }
    double share = (double) set.sharedKeys() / set.holdoutRows();
    String detail =
        set.sharedKeys()
            + " of "
            + set.holdoutRows()
            + " mints of the holdout are among the rows to fit in another spelling";
    return warnUnless(
        share <= context.thresholds().sharedMintShareWarnAbove(),
        context,
        CheckValue.of(share),
        detail,
        "make every service log a mint exactly as on the chain, and fix or delete the rows with the"
            + " other spelling");
  }
}
