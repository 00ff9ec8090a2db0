package ratchet.health;

import java.time.Instant;
import ratchet.data.TrainingSet;
import ratchet.evaluate.Quantiles;
import ratchet.model.ModelName;

/**
 * The longest pause between two attempts. It is one to speak of when it is long by the clock and
 * against the usual cadence as well.
 */
final class SilenceCheck extends TrainingSetCheck {
  private static final double MS_PER_HOUR = 3_600_000;
  private static final double USUAL = 0.99;
  private static final int TIMES_USUAL = 20;

  SilenceCheck(ModelName model) {
    super("silence_" + model.id(), model);
  }

  @Override
  Figure required(HealthContext context) {
    return Figure.of("at most " + Figure.of(context.thresholds().silenceHoursWarnAbove()) + " h");
  }

  @Override
  CheckResult judge(HealthContext context, TrainingSet set) {
    if (set.size() < 2) {
      return CheckResult.fail(
          name(),
          Figure.of(set.size() + " rows"),
          required(context),
          "too few rows to tell",
          Remedies.MORE_DATA);
    }
    double[] hours = new double[set.size() - 1];
    int longest = 0;
    for (int i = 0; i < hours.length; i++) {
      hours[i] = (set.decisionMs()[i + 1] - set.decisionMs()[i]) / MS_PER_HOUR;
      longest = hours[i] > hours[longest] ? i : longest;
    }
    double usual = Quantiles.of(hours, USUAL);
    double allowed = Math.max(context.thresholds().silenceHoursWarnAbove(), TIMES_USUAL * usual);
    Figure measured = Figure.of(Math.round(hours[longest] * 10) / 10.0);
    String detail = "the longest pause began at " + Instant.ofEpochMilli(set.decisionMs()[longest]);
    return hours[longest] <= allowed
        ? CheckResult.pass(name(), measured, required(context), detail)
        : CheckResult.warn(
            name(),
            measured,
            required(context),
            detail,
            "see what stood still then; a model knows nothing of such a time");
  }
}
