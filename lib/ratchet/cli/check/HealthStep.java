package ratchet.cli.check;

import ratchet.cli.Annotation;
import ratchet.cli.Console;
import ratchet.health.CheckResult;
import ratchet.health.CheckStatus;
import ratchet.health.HealthReport;
import ratchet.logs.LogFiles;
import ratchet.model.RefusalException;

/** The data check as a step of a longer job: warns of checks that did not pass, prints one line. */
public final class HealthStep {
  private HealthStep() {}

  /** Prints what the checks found. */
  public static void print(HealthReport report, Console console) {
    report.checks().stream()
        .filter(check -> check.status() != CheckStatus.PASS)
        .forEach(check -> console.warn(check.name() + ": " + check.detail()));
    annotate(report, console);
    console.result(
        String.format(
            "check: %d checks, %d failed, %d warned",
            report.checks().size(),
            report.count(CheckStatus.FAIL),
            report.count(CheckStatus.WARN)));
  }

  /** Annotates the workflow run with each check that failed or warned. */
  public static void annotate(HealthReport report, Console console) {
    for (CheckResult check : report.checks()) {
      if (check.status() != CheckStatus.PASS) {
        console.annotate(
            new Annotation(
                check.status() == CheckStatus.FAIL || report.strict()
                    ? Annotation.Level.ERROR
                    : Annotation.Level.WARNING,
                "check " + check.name(),
                check.detail() + "\nremedy: " + check.remedy()));
      }
    }
  }

  /** The exception for an unhealthy database. */
  public static RefusalException refusal(LogFiles database, String remedy) {
    return new RefusalException(
        "data_unhealthy", database + " cannot be used for training", remedy);
  }
}
