package ratchet.health;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import ratchet.health.summary.FeatureDrift;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Whether a feature of the holdout is spread as in the rows to fit. The rate of false alarms is
 * that of the whole model: each of its k features is allowed a k-th of it (Bonferroni).
 */
final class DriftCheck extends TrainingSetCheck {
  DriftCheck(ModelName model) {
    super("drift_" + model.id(), model);
  }

  @Override
  CheckValue required(HealthContext context) {
    return CheckValue.of("at most " + CheckValue.of(context.thresholds().driftPsiWarnAbove()));
  }

  @Override
  CheckResult judge(HealthContext context, SetSummary set) {
    if (set.trainRows() == 0 || set.holdoutRows() == 0) {
      return CheckResult.fail(
          name(),
          CheckValue.of("no row"),
          required(context),
          set.trainRows()
              + " rows to fit and "
              + set.holdoutRows()
              + " to hold out: none to compare",
          Remedies.MORE_DATA);
    }
    HealthThresholds thresholds = context.thresholds();
    double tail = thresholds.driftFalseAlarmRate() / set.features().size();
    // the first is the farthest from its limit
    List<FeatureDrift> drifts =
        set.features().stream()
            .map(cells -> FeatureDrift.of(cells, tail, thresholds.driftPsiWarnAbove()))
            .sorted(Comparator.comparingDouble(drift -> -drift.psi() / drift.limit()))
            .toList();
    FeatureDrift worst = drifts.get(0);
    CheckValue measured = CheckValue.of(worst.psi());
    CheckValue limit = CheckValue.of("at most " + CheckValue.of(worst.limit()));
    if (!worst.isTold()) {
      String detail = "no feature drifts; the nearest to its limit is " + worst.feature();
      return CheckResult.pass(name(), measured, limit, detail);
    }
    String told =
        drifts.stream()
            .filter(FeatureDrift::isTold)
            .map(drift -> drift.feature() + " (PSI " + CheckValue.of(drift.psi()) + ")")
            .collect(Collectors.joining(", "));
    return CheckResult.warn(
        name(),
        measured,
        limit,
        "the holdout, from "
            + Instant.ofEpochMilli(set.holdoutFromMs().orElseThrow())
            + " on, is spread otherwise than the rows to fit: "
            + told,
        "see what changed in the service that logs it; if that is to stay, let it log for longer,"
            + " so that rows to fit are among the new ones");
  }
}
