package ratchet.health;

import java.time.Instant;
import ratchet.health.summary.LogGaps;
import ratchet.health.summary.SetSummary;
import ratchet.model.ModelName;

/**
 * The longest pause between two attempts. It is one to speak of when it is long by the clock and
 * against the usual cadence as well.
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
          context, CheckValue.of(set.rows() + " rows"), "too few rows to tell", Remedies.MORE_DATA);
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
        "see what stood still then; a model knows nothing of such a time");
  }
}
