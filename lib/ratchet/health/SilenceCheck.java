package ratchet.health;

import java.time.Instant;
import ratchet.health.summary.LogGaps;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * The longest pause between two attempts. It gives a warning when it is long both in hours and
 * compared with the usual pauses.
 */
final class SilenceCheck extends TrainingSetCheck {
  private static final double MS_PER_HOUR = 3_600_000;

  SilenceCheck(ModelName model) {
    super(
        "silence_" + model.id(),
        model,
        limits -> CheckValue.of("at most " + CheckValue.of(limits.silenceHoursWarnAbove()) + " h"));
  }

  @Override
  CheckResult evaluate(HealthContext context, SetSummary set) {
    if (set.pauses().isEmpty()) {
      return fail(
          context,
          CheckValue.of(set.rows() + " rows"),
          "too few rows to measure pauses",
          Remedies.MORE_DATA);
    }
    LogGaps pauses = set.pauses().get();
    double hours = pauses.longestMs() / MS_PER_HOUR;
    double allowed =
        Math.max(
            context.thresholds().silenceHoursWarnAbove(),
            context.thresholds().silenceTimesUsualWarnAbove() * pauses.usualMs() / MS_PER_HOUR);
    CheckValue measured = CheckValue.of(Math.round(hours * 10) / 10.0);
    String detail = "the longest pause began at " + Instant.ofEpochMilli(pauses.longestFromMs());
    return warnUnless(
        hours <= allowed,
        context,
        measured,
        detail,
        "check which service stopped then; the model has no data of that time");
  }
}
