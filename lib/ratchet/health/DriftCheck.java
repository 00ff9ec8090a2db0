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
 * that of the whole model: each of its k features is allowed a k-th of it (Bonferroni). Where the
 * limits are above what can be reached, as with few days that have levels of their own, the check
 * cannot tell, and warns of that.
 */
final class DriftCheck extends TrainingSetCheck {
  DriftCheck(ModelName model) {
    super(
        "drift_" + model.id(),
        model,
        limits -> CheckValue.of("at most " + CheckValue.of(limits.driftPsiWarnAbove())));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    if (set.trainRows() == 0 || set.holdoutRows() == 0) {
      return fail(
          context,
          CheckValue.of("no row"),
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
            .sorted(Comparator.comparingDouble(drift -> -drift.nearness()))
            .toList();
    FeatureDrift worst = drifts.get(0);
    CheckValue measured = CheckValue.of(worst.psi());
    CheckValue limit = CheckValue.of("at most " + CheckValue.of(worst.limit()));
    double least = thresholds.driftPsiWarnAbove();
    List<FeatureDrift> told = drifts.stream().filter(drift -> drift.exceedsLimit(least)).toList();
    if (told.isEmpty()) {
      return untold(drifts, measured, limit);
    }
    String names =
        told.stream()
            .map(
                drift ->
                    drift.feature()
                        + " (PSI "
                        + CheckValue.of(drift.psi())
                        + ", level moved by "
                        + CheckValue.of(100 * drift.shift())
                        + " % of the rows)")
            .collect(Collectors.joining(", "));
    return CheckResult.warn(
        name(),
        measured,
        limit,
        "the holdout, from "
            + Instant.ofEpochMilli(set.holdoutFromMs().orElseThrow())
            + " on, is distributed differently from the rows to fit: "
            + names,
        "see what changed in the service that logs it; if that is to stay, let it log for longer,"
            + " so that rows to fit are among the new ones");
  }

  private CheckResult untold(List<FeatureDrift> drifts, CheckValue measured, CheckValue limit) {
    String blind = names(drifts, FeatureDrift.Power.NONE);
    if (!blind.isEmpty()) {
      return CheckResult.warn(
          name(),
          CheckValue.of("cannot tell"),
          limit,
          "rows of a day or a mint resemble each other so much that no drift could be told from"
              + " chance: "
              + blind,
          "let the log grow by more days; until then compare the histograms by eye");
    }
    String dull = names(drifts, FeatureDrift.Power.LARGER);
    return CheckResult.pass(
        name(),
        measured,
        limit,
        "no feature drifts; the nearest to its limit is "
            + drifts.get(0).feature()
            + (dull.isEmpty()
                ? ""
                : "; a move of one standard deviation could not be told from chance: " + dull));
  }

  private static String names(List<FeatureDrift> drifts, FeatureDrift.Power power) {
    return drifts.stream()
        .filter(drift -> drift.power() == power)
        .map(FeatureDrift::feature)
        .collect(Collectors.joining(", "));
  }
}
