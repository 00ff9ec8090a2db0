package ratchet.health;

import java.time.Instant;
import java.util.OptionalLong;
import ratchet.data.sqlite.TableCounts;

/** Whether a table is still being written. */
final class TableAgeCheck extends TableCheck {
  private static final double MS_PER_HOUR = 3_600_000;

  TableAgeCheck(String table) {
    super(
        "age",
        table,
        limits -> CheckValue.of("at most " + CheckValue.of(limits.ageHoursWarnAbove()) + " h"));
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    OptionalLong last = counts.lastMs();
    if (last.isEmpty()) {
      return fail(
          context,
          CheckValue.of("no time"),
          "no row of " + table() + " has a time that can be read",
          "fix the times of " + table());
    }
    double hours = (context.now().toEpochMilli() - last.getAsLong()) / MS_PER_HOUR;
    CheckValue measured = CheckValue.of(Math.round(hours * 10) / 10.0);
    String detail = "the last row is of " + Instant.ofEpochMilli(last.getAsLong());
    return warnUnless(
        hours <= context.thresholds().ageHoursWarnAbove(),
        context,
        measured,
        detail,
        "check that the service that writes " + table() + " runs and writes to this file");
  }
}
