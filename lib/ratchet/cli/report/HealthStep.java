package ratchet.cli.report;

import java.nio.file.Path;
import java.time.Clock;
import ratchet.cli.Console;
import ratchet.data.sqlite.Database;
import ratchet.health.CheckStatus;
import ratchet.health.HealthChecks;
import ratchet.health.HealthReport;
import ratchet.health.HealthThresholds;
import ratchet.model.RefusalException;

/** The check of the data as the first step of longer work: what did not pass, and one line. */
public final class HealthStep {
  private HealthStep() {}

  /**
   * @param strict whether a warning is a fault
   */
  public static HealthReport run(
      Path database, Clock clock, HealthThresholds thresholds, boolean strict, Console console) {
    HealthReport report;
    try (Database snapshot = Database.openReadOnly(database)) {
      report = HealthChecks.run(snapshot, clock, thresholds, strict);
    }
    report.checks().stream()
        .filter(check -> check.status() != CheckStatus.PASS)
        .forEach(check -> console.warn(check.name() + ": " + check.detail()));
    console.result(
        String.format(
            "check: %d checks, %d failed, %d warned",
            report.checks().size(),
            report.count(CheckStatus.FAIL),
            report.count(CheckStatus.WARN)));
    return report;
  }

  /** What an unhealthy database is refused with. */
  public static RefusalException refusal(Path database, String remedy) {
    return new RefusalException("data_unhealthy", database + " is not fit to train on", remedy);
  }
}
