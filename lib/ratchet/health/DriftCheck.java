package ratchet.health;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import ratchet.health.summary.FeatureDrift;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * Whether the features have the same distribution in the holdout as in the training rows. The
 * false-alarm rate holds for the whole model: each of its k features gets a k-th of it
 * (Bonferroni). With few days that differ much from each other, the limits can be so high that no
 * drift can exceed them; then the check cannot detect drift, and warns of that.
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
    // the first exceeds its limit most, or is nearest to it
    List<FeatureDrift> drifts =
        set.features().stream()
            .map(cells -> FeatureDrift.of(cells, tail, thresholds.driftPsiWarnAbove()))
            .sorted(Comparator.comparingDouble(drift -> -drift.nearness()))
            .toList();
    FeatureDrift worst = drifts.get(0);
    CheckValue measured = CheckValue.of(worst.psi());
    CheckValue limit = CheckValue.of("at most " + CheckValue.of(worst.limit()));
    double least = thresholds.driftPsiWarnAbove();
    List<FeatureDrift> drifting =
        drifts.stream().filter(drift -> drift.exceedsLimit(least)).toList();
    if (drifting.isEmpty()) {
      return withoutDrift(drifts, measured, limit);
    }
    String names =
        drifting.stream()
            .map(
                drift ->
                    drift.feature()
                        + " (PSI "
                        + CheckValue.of(drift.psi())
                        + ", level shifted by "
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
        "check what changed in the service that logs it; if the change is intended, let it log for"
            + " longer, so that the rows to fit include new ones");
  }

  private CheckResult withoutDrift(
      List<FeatureDrift> drifts, CheckValue measured, CheckValue limit) {
    String blind = names(drifts, FeatureDrift.Power.NONE);
    if (!blind.isEmpty()) {
      return CheckResult.warn(
          name(),
          CheckValue.of("not detectable"),
          limit,
          "drift cannot be detected, because rows of the same day or mint are too similar: "
              + blind,
          "log more days; until then, compare the histograms of the report yourself");
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
                : "; too few data to detect a shift of one standard deviation: " + dull));
  }

  private static String names(List<FeatureDrift> drifts, FeatureDrift.Power power) {
    return drifts.stream()
        .filter(drift -> drift.power() == power)
        .map(FeatureDrift::feature)
        .collect(Collectors.joining(", "));
  }
}
