package ratchet.health;

import java.util.Map;
import java.util.stream.Collectors;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Whether a trainer will have as many training rows as the gate of its model requires, after rows
 * without features or labels, the holdout and purged rows are left out. With several labels, the
 * one with the most rows counts, as in the gate.
 */
final class TrainRowsCheck extends TrainingSetCheck {
  TrainRowsCheck(ModelName model) {
    super(
        "train_rows_" + model.id(),
        model,
        limits -> CheckValue.of(limits.minimumTrainRows().get(model.id())));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    long rows = set.labels().values().stream().mapToLong(l -> l.train().all()).max().orElse(0);
    String detail = rows + " rows to fit, of " + described(set.rowCounts());
    if (rows >= minimum(context)) {
      return pass(context, CheckValue.of(rows), detail);
    }
    return fail(
        context,
        CheckValue.of(rows),
        detail,
        "check which of these counts is too large; " + Remedies.MORE_DATA);
  }

  private static String described(Map<String, Long> counts) {
    return counts.get("decisions")
        + " decisions ("
        + counts.entrySet().stream()
            .filter(count -> !count.getKey().equals("decisions") && count.getValue() > 0)
            .map(count -> count.getKey().replace('_', ' ') + " " + count.getValue())
            .collect(Collectors.joining(", "))
        + ")";
  }

  private long minimum(HealthContext context) {
    return context.thresholds().minimumTrainRows().get(model().id());
  }
}
