package ratchet.health;

import java.util.Comparator;
import ratchet.data.sqlite.Journal;

/**
 * Size of the write-ahead log. SQLite moves its content into the file every few megabytes; a large
 * log means that something blocks this.
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
      return pass(context, measured, "the write-ahead log is small");
    }
    return warn(
        context,
        measured,
        "the write-ahead log (-wal file) has grown to " + measured + " MB",
        "stop the process that has been reading the file for long (fuser -v "
            + journal.file()
            + "), then: sqlite3 "
            + journal.file()
            + " 'PRAGMA wal_checkpoint(TRUNCATE)'");
  }
}
