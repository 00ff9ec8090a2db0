package ratchet.health;

import java.util.Comparator;
import ratchet.data.sqlite.Journal;

/**
 * How much may stand in the write-ahead log and not in the file yet. SQLite moves it over every few
 * megabytes; a log that has grown large means that something holds it up.
 */
final class PendingLogCheck extends HealthCheck {
  private static final double BYTES_PER_MEGABYTE = 1 << 20;

  PendingLogCheck() {
    super(
        "pending_wal",
        limits ->
            CheckValue.of(
                "at most " + CheckValue.of(limits.pendingLogMegabytesWarnAbove()) + " MB"));
  }

  @Override
  CheckResult run(HealthContext context) {
    Journal journal =
        context.journals().stream().max(Comparator.comparingLong(Journal::logBytes)).orElseThrow();
    double megabytes = Math.round(journal.logBytes() / BYTES_PER_MEGABYTE * 10) / 10.0;
    double allowed = context.thresholds().pendingLogMegabytesWarnAbove();
    CheckValue measured = CheckValue.of(megabytes);
    if (journal.logBytes() <= allowed * BYTES_PER_MEGABYTE) {
      return pass(context, measured, "the log beside the file is short");
    }
    return warn(
        context,
        measured,
        "the -wal beside the file has grown to " + measured + " MB",
        "end whatever has read the file for long (fuser -v "
            + journal.file()
            + "), then: sqlite3 "
            + journal.file()
            + " 'PRAGMA wal_checkpoint(TRUNCATE)'");
  }
}
