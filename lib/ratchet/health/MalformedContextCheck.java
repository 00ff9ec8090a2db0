package ratchet.health;

import ratchet.data.inspection.JsonFault;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/** Whether the logged contexts can be read: each must be one JSON object with finite numbers. */
final class MalformedContextCheck extends TrainingSetCheck {
  MalformedContextCheck(ModelName model) {
    super("contexts_" + model.id(), model, limits -> CheckValue.of(0));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    // FillNet counts contexts: a decision has several, and the others may be usable
    long malformed =
        model() == ModelName.FILLNET
            ? set.facts().attempts().malformedContexts()
            : set.rowCounts().get("malformed_features");
    CheckValue measured = CheckValue.of(malformed);
    if (malformed == 0) {
      return pass(context, measured, "every context can be read");
    }
    String table =
        switch (model()) {
          case FILLNET -> "fill_preds";
          case ALPHA -> "scores";
          case RUGGUARD, SURVIVAL -> "sizing_decisions";
        };
    String column = model() == ModelName.ALPHA ? "features_json" : "ctx_json";
    String path = model() == ModelName.ALPHA ? "$" : "$.ctx";
    String detail =
        malformed
            + (model() == ModelName.FILLNET ? " contexts" : " decisions have a context that")
            + " cannot be used"
            + JsonFault.first(context.database(), table, column, path)
                .map(fault -> ", e.g. " + table + "." + column + " " + fault)
                .orElse("");
    String remedy = "fix what the service writes to " + table + "; such rows are left out";
    double allowed = context.thresholds().malformedShareFailAbove();
    return malformed > allowed * set.decisions()
        ? fail(context, measured, detail, remedy)
        : warn(context, measured, detail, remedy);
  }
}
