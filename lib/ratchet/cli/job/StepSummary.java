package ratchet.cli.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import ratchet.cli.Console;
import ratchet.promote.JunitReport;
import ratchet.promote.PromoteReport;

/**
 * Appends the result of a job, as Markdown, to the file that {@code GITHUB_STEP_SUMMARY} names;
 * GitHub shows it on the page of the workflow run. Without that variable nothing is written.
 */
final class StepSummary {
  static final String VARIABLE = "GITHUB_STEP_SUMMARY";

  private StepSummary() {}

  /** A file that cannot be written is only a warning, because the job is done. */
  static void append(
      String end,
      List<JunitReport.Suite> suites,
      Optional<PromoteReport> promoted,
      Console console) {
    String file = System.getenv().getOrDefault(VARIABLE, "");
    if (file.isBlank()) {
      return;
    }
    try {
      Files.writeString(
          Path.of(file),
          text(end, suites, promoted),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      console.warn(VARIABLE + " " + file + " cannot be written: " + e.getMessage());
    }
  }

  static String text(String end, List<JunitReport.Suite> suites, Optional<PromoteReport> promoted) {
    StringBuilder text = new StringBuilder("### ").append(end).append("\n\n");
    promoted.ifPresent(
        report -> {
          text.append("| model | state | reason |\n| --- | --- | --- |\n");
          report
              .outcomes()
              .forEach(
                  outcome ->
                      text.append("| ")
                          .append(outcome.model().id())
                          .append(" | ")
                          .append(report.dryRun() ? "would_" : "")
                          .append(outcome.state().id())
                          .append(" | ")
                          .append(cell(outcome.reason()))
                          .append(" |\n"));
          text.append('\n');
        });
    for (JunitReport.Suite suite : suites) {
      for (JunitReport.Case one : suite.cases()) {
        one.failure()
            .ifPresent(
                why ->
                    text.append("- **")
                        .append(cell(suite.name()))
                        .append("** ")
                        .append(cell(one.name()))
                        .append(": ")
                        .append(cell(why))
                        .append('\n'));
      }
    }
    return text.append('\n').toString();
  }

  /** The text on one line, with Markdown escaped: it may come from a file or a hook. */
  private static String cell(String text) {
    return text.replaceAll("[\\p{Cc}\\s]+", " ").replaceAll("([\\\\`*_{}\\[\\]<>|~])", "\\\\$1");
  }
}
