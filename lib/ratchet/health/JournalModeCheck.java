package ratchet.health;

import ratchet.data.sqlite.Journal;

/** Whether the file can be read while services write it. */
final class JournalModeCheck implements HealthCheck {
  @Override
  public String name() {
    return "journal_mode";
  }

  @Override
  public CheckResult run(HealthContext context) {
    Journal journal = context.journal();
    CheckValue measured = CheckValue.of(journal.mode());
    CheckValue required = CheckValue.of(String.join(" or ", context.thresholds().journalModes()));
    if (context.thresholds().journalModes().contains(journal.mode())) {
      return CheckResult.pass(name(), measured, required, "readers and writers do not wait");
    }
    return CheckResult.warn(
        name(),
        measured,
        required,
        "while this file is read, its writers wait, and the other way round",
        "let a service switch it, once: sqlite3 "
            + context.database().file()
            + " 'PRAGMA journal_mode = WAL'");
  }
}
