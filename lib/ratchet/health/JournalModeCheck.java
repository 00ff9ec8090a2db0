package ratchet.health;

import java.util.List;
import ratchet.data.sqlite.Journal;

/** Whether the file can be read while services write it. */
final class JournalModeCheck implements HealthCheck {
  @Override
  public String name() {
    return "journal_mode";
  }

  @Override
  public CheckResult run(HealthContext context) {
    List<String> allowed = context.thresholds().journalModes();
    List<Journal> journals = context.journals();
    Journal journal =
        journals.stream()
            .filter(own -> !allowed.contains(own.mode()))
            .findFirst()
            .orElse(journals.get(0));
    CheckValue measured = CheckValue.of(journal.mode());
    CheckValue required = CheckValue.of(String.join(" or ", allowed));
    if (allowed.contains(journal.mode())) {
      return CheckResult.pass(name(), measured, required, "readers and writers do not wait");
    }
    return CheckResult.warn(
        name(),
        measured,
        required,
        "while this file is read, its writers wait, and the other way round",
        "let a service switch it, once: sqlite3 "
            + journal.file()
            + " 'PRAGMA journal_mode = WAL'");
  }
}
