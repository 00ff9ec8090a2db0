package ratchet.health;

import java.util.stream.Collectors;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/** Whether attempts were logged more than once, with the same time, order and route. */
final class DuplicateDecisionsCheck extends TrainingSetCheck {
  DuplicateDecisionsCheck(ModelName model) {
    super(
        "duplicates_" + model.id(),
        model,
        limits -> CheckValue.atMost(limits.duplicateShareWarnAbove()));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    long duplicates = set.rowCounts().get("duplicates");
    long decisions = set.decisions();
    double share = (double) duplicates / decisions;
    CheckValue measured = CheckValue.of(share);
    String detail =
        duplicates + " rows repeat an attempt, beside " + decisions + " attempts" + shared(set);
    if (share <= context.thresholds().duplicateShareWarnAbove()) {
      return pass(context, measured, detail);
    }
    String remedy =
        shared(set).isEmpty()
            ? "find the import or service that writes exec_outcomes twice; training keeps the first"
            : "name only one of two files that hold the same attempts";
    return share > context.thresholds().duplicateShareFailAbove()
        ? fail(context, measured, detail, remedy)
        : warn(context, measured, detail, remedy);
  }

  private static String shared(SetSummary set) {
    return set.facts().files().shared().stream()
        .map(shared -> "; " + shared)
        .collect(Collectors.joining());
  }
}
