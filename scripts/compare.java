///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/Ratchet.java
//DESCRIPTION Compare two sets of predictions of the same rows: which is better, and how sure that is

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.evaluation.ComparisonReport;
import ratchet.evaluation.PairedPredictions;
import ratchet.statistics.Bootstrap;
import ratchet.statistics.Comparison;
import ratchet.statistics.ComparisonMetric;
import ratchet.statistics.NonInferiority;

@Command(
    name = "compare",
    description =
        "Compares two CSV files of predictions of the same rows, joined by key: AUC, average"
            + " precision, Brier score and log loss of each, and 95 %% intervals of the differences"
            + " (challenger - champion). Exits 0 when the challenger is not inferior, else 3.",
    footer = {
      "%nExamples:",
      "  compare champion.csv challenger.csv",
      "  compare old.csv new.csv --metric brier --margin 0.005 --json"
    })
final class CompareCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CHAMPION.csv",
      description = "Predictions to stand against.")
  private Path champion;

  @Parameters(index = "1", paramLabel = "CHALLENGER.csv", description = "Predictions to judge.")
  private Path challenger;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      defaultValue = "mint",
      description = "Column that names a row (default: ${DEFAULT-VALUE}).")
  private String key;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      defaultValue = "label",
      description = "Column of what happened, 0 or 1 (default: ${DEFAULT-VALUE}).")
  private String label;

  @Option(
      names = "--probability",
      paramLabel = "COLUMN",
      defaultValue = "prob",
      description = "Column of the predicted probability of 1 (default: ${DEFAULT-VALUE}).")
  private String probability;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      defaultValue = "auc",
      description =
          "What the verdict is about: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private ComparisonMetric metric;

  @Option(
      names = "--margin",
      paramLabel = "NUMBER",
      defaultValue = "0.01",
      description = "How much worse is still as good (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "42",
      description = "Of the 2,000 bootstrap resamples (default: ${DEFAULT-VALUE}).")
  private long seed;

  public static void main(String... args) {
    System.exit(Cli.execute(new CompareCommand(), args));
  }

  @Override
  public ExitCode call() {
    Comparison.Question question = question();
    PairedPredictions rows =
        PairedPredictions.read(
            champion, challenger, new PairedPredictions.Columns(key, label, probability));
    Comparison comparison =
        Comparison.of(rows.champion(), rows.challenger(), rows.labels(), question);
    boolean passed = comparison.verdict() == NonInferiority.NON_INFERIOR;
    ExitCode exit = passed ? ExitCode.DONE : ExitCode.REFUSED;
    Console console = output.console();
    ComparisonReport.lines(comparison, question).forEach(console::result);
    console.document("compare", exit, ComparisonReport.json(comparison));
    if (passed) {
      console.next("promote --dry-run", "what the gates say of the candidates");
    } else {
      console.next("report", "plots of data, models and gates, to see why");
    }
    return exit;
  }

  private Comparison.Question question() {
    if (!(margin >= 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--margin': not a number from 0 up: " + margin);
    }
    return new Comparison.Question(metric, margin, Bootstrap.seeded(seed));
  }
}
