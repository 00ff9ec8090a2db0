package ratchet.health;

import java.util.List;
import ratchet.data.sqlite.Journal;

/** Whether the file can be read while services write to it. */
final class JournalModeCheck extends HealthCheck {
  JournalModeCheck() {
    super("journal_mode", limits -> CheckValue.of(String.join(" or ", limits.journalModes())));
  }

  @Override
  CheckResult run(HealthContext context) {
    List<String> allowed = context.thresholds().journalModes();
    List<Journal> journals = context.journals();
    Journal journal =
        journals.stream()
            .filter(own -> !allowed.contains(own.mode()))
            .findFirst()
            .orElse(journals.get(0));
    CheckValue measured = CheckValue.of(journal.mode());
    if (allowed.contains(journal.mode())) {
      return pass(context, measured, "readers and writers do not block each other");
    }
    return warn(
        context,
        measured,
        "readers of this file block its writers, and writers block readers",
        "switch the mode once: sqlite3 " + journal.file() + " 'PRAGMA journal_mode = WAL'");
  }
}
