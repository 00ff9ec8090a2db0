package ratchet.cli.promotion;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.alias.DumpGuard;
import ratchet.model.InputException;
import ratchet.promote.GithubAnnotations;
import ratchet.promote.JunitReport;
import ratchet.promote.MetricsFile;
import ratchet.promote.PromoteReport;
import ratchet.store.AtomicFile;
import ratchet.store.ModelPaths;

/** What a promotion tells machines that watch it, besides its output. */
public final class PromotionReportFiles {
  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description = "Write gauges for node_exporter's textfile collector, atomically.")
  private Path metrics;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write a JUnit report: each gate, hook and runtime is a test case.")
  private Path junit;

  /**
   * To be asked before anything is promoted.
   *
   * @param paths whose files these must not be
   * @throws ratchet.model.InputException when a file could not be written afterwards
   */
  public void check(ModelPaths paths) {
    check("--metrics-file", metrics, paths);
    check("--junit", junit, paths);
  }

  private static void check(String option, Path file, ModelPaths paths) {
    if (file != null) {
      AtomicFile.requireFolder(file);
      DumpGuard.require(option, file, paths);
    }
  }

  /**
   * Writes what was asked for; annotations go to stderr when GitHub runs us.
   *
   * @return {@link ExitCode#INPUT} when a file could not be written, which is no reason to take a
   *     promotion back
   */
  public ExitCode write(PromoteReport report, Console console) {
    if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
      GithubAnnotations.of(report).forEach(console::annotate);
    }
    try {
      if (junit != null) {
        AtomicFile.write(junit, JunitReport.of(report));
      }
      // A dry run promoted nothing: it must not look like the last promotion to an alert.
      if (metrics != null && !report.dryRun()) {
        AtomicFile.write(metrics, MetricsFile.of(report));
      }
      return ExitCode.DONE;
    } catch (InputException e) {
      console.warn(e.getMessage() + "; the promotion itself is done, see history");
      return ExitCode.INPUT;
    }
  }
}
