package ratchet.health;

import java.time.Instant;
import ratchet.data.sqlite.TableCounts;

/**
 * Whether the times of a table are valid: readable, in one unit, after 1970 and not in the future.
 */
final class TableTimeCheck extends TableCheck {
  TableTimeCheck(String table) {
    super("time", table, limits -> CheckValue.of(0));
  }

  @Override
  CheckResult evaluate(HealthContext context, TableCounts counts) {
    long wrong = counts.withoutTime() + counts.negative();
    double allowed = context.thresholds().unreadableTimeFailAbove();
    double aheadMinutes = aheadMinutes(context, counts);
    if (aheadMinutes > context.thresholds().futureMinutesFailAbove()) {
      return CheckResult.fail(
          name(),
          CheckValue.of(Math.round(aheadMinutes) + " min ahead"),
          CheckValue.of("not in the future"),
          "the last row of " + table() + " has the time " + moment(counts),
          "delete the rows with times in the future, and correct the clock of the service that"
              + " wrote them; with such rows, every label window seems to have ended");
    }
    if (wrong > 0) {
      String detail =
          counts.withoutTime()
              + " rows of "
              + table()
              + " have no time that can be read, "
              + counts.negative()
              + " lie before 1970 (column "
              + (counts.timeColumn().isEmpty() ? "ts" : counts.timeColumn())
              + ")";
      String remedy = "fix or delete these rows; training leaves out rows without a time";
      return counts.negative() > 0 || wrong > allowed * counts.rows()
          ? fail(context, CheckValue.of(wrong), detail, remedy)
          : warn(context, CheckValue.of(wrong), detail, remedy);
    }
    if (counts.inSeconds() > 0 && counts.inMilliseconds() > 0) {
      return warn(
          context,
          CheckValue.of(counts.inSeconds()),
          counts.inSeconds() + " rows are in seconds, the others in milliseconds",
          "training reads both; change the service or import that writes seconds to milliseconds");
    }
    return pass(
        context,
        CheckValue.of(0),
        "all times are in " + (counts.inSeconds() > 0 ? "seconds" : "milliseconds"));
  }

  private static double aheadMinutes(HealthContext context, TableCounts counts) {
    return counts.lastMs().isEmpty()
        ? 0
        : (counts.lastMs().getAsLong() - context.now().toEpochMilli()) / 60_000.0;
  }

  private static String moment(TableCounts counts) {
    return Instant.ofEpochMilli(counts.lastMs().orElseThrow()).toString();
  }
}
