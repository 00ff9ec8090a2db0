package ratchet.cli.promotion;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;
import ratchet.cli.Annotation;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.RunRecord;
import ratchet.cli.alias.LedgerGauges;
import ratchet.cli.alias.OutputGuard;
import ratchet.cli.alias.RunGauges;
import ratchet.model.InputException;
import ratchet.model.RatchetException;
import ratchet.promote.JunitReport;
import ratchet.promote.MetricsFile;
import ratchet.promote.PromoteReport;
import ratchet.promote.rollout.ModelOutcome;
import ratchet.store.AtomicFile;
import ratchet.store.ModelPaths;

/** The files that a promotion writes for machines: {@code --metrics-file} and {@code --junit}. */
public final class PromotionReportFiles implements RunRecord {
  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      defaultValue = "${env:PROMOTE_METRICS_FILE}",
      description =
          "Write gauges for node_exporter's textfile collector, however the run ends: how it ended,"
              + " when the last one succeeded, the outcome of each model. Not with --dry-run (env"
              + " PROMOTE_METRICS_FILE).")
  private Path metrics;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write a JUnit report: each gate, hook and runtime is a test case.")
  private Path junit;

  private final RunGauges gauges =
      new RunGauges("promote", Set.of(RunRecord.End.DONE), Clock.systemUTC());
  private ModelPaths models;

  /**
   * Checks the files before anything is promoted.
   *
   * @param paths the models folder, whose files must not be overwritten
   * @throws ratchet.model.InputException when a file could not be written afterwards
   */
  public void check(ModelPaths paths) {
    check("--metrics-file", metrics, paths);
    gauges.checked();
    models = paths;
    check("--junit", junit, paths);
  }

  private static void check(String option, Path file, ModelPaths paths) {
    if (file != null) {
      AtomicFile.requireFolder(file);
      OutputGuard.require(option, file, paths);
    }
  }

  /** An error for each model with a failure, a notice for each that was promoted. */
  public static List<Annotation> annotations(PromoteReport report) {
    return report.outcomes().stream()
        .filter(outcome -> outcome.state() != ModelOutcome.State.UNCHANGED)
        .map(
            outcome ->
                new Annotation(
                    outcome.failure().isPresent()
                        ? Annotation.Level.ERROR
                        : Annotation.Level.NOTICE,
                    "promote " + outcome.model().id(),
                    outcome.line(report.dryRun())
                        + outcome
                            .failure()
                            .map(RatchetException::getMessage)
                            .map(why -> "\n" + why)
                            .orElse("")))
        .toList();
  }

  /**
   * Replaces the JUnit report by one of a longer job.
   *
   * @return as {@link #write}
   */
  public ExitCode junit(String job, List<JunitReport.Suite> suites, Console console) {
    try {
      if (junit != null) {
        AtomicFile.write(junit, JunitReport.of(job, suites));
      }
      return ExitCode.DONE;
    } catch (InputException e) {
      console.warn(e.getMessage() + "; everything else that the job did is done");
      return ExitCode.INPUT;
    }
  }

  /**
   * Writes the files of the given options, and annotations to stderr in a GitHub workflow.
   *
   * @param end of the run so far
   * @return {@link ExitCode#INPUT} when a file could not be written; the promotion stands
   */
  public ExitCode write(PromoteReport report, RunRecord.End end, Console console) {
    annotations(report).forEach(console::annotate);
    try {
      if (junit != null) {
        AtomicFile.write(junit, JunitReport.of(report));
      }
      // a dry run promoted nothing, so alerts must not take it for the last promotion
      if (metrics != null && !report.dryRun()) {
        gauges.write(metrics, MetricsFile.of(report) + LedgerGauges.of(models), end);
      }
      return ExitCode.DONE;
    } catch (InputException e) {
      console.warn(e.getMessage() + "; the promotion itself is done, see history");
      return ExitCode.INPUT;
    }
  }

  @Override
  public void begin() {
    if (metrics != null) {
      gauges.begin(metrics);
    }
  }

  @Override
  public void end(RunRecord.End end, List<String> arguments) {
    gauges.end(metrics, end, arguments, () -> models == null ? "" : LedgerGauges.of(models));
  }
}
