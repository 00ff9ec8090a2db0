///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.comparison.java
//SOURCES ../lib/statistics.java
//SOURCES ../lib/statistics.comparison.java
//DESCRIPTION Compare two sets of predictions of the same rows: which is better, and how sure that is

import java.nio.file.Path;
import java.util.Optional;
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
import ratchet.cli.comparison.ComparisonReport;
import ratchet.cli.comparison.PairedPredictions;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.NonInferiority;
import ratchet.statistics.comparison.Comparison;
import ratchet.statistics.comparison.ComparisonMetric;

@Command(
    name = "compare",
    description =
        "Compares two CSV files of predictions of the same rows, joined by key: AUC, average"
            + " precision, Brier score and log loss of each, and 95 %% intervals of the differences"
            + " (challenger - champion). Exit 0 when the challenger is not inferior, else 3.",
    footer = {
      "%nExamples:",
      "  compare champion.csv challenger.csv",
      "  compare old.csv new.csv --metric brier --margin 0.005 --json",
      "  compare old.csv new.csv --key attempt --cluster mint --time decision_ts",
      "  compare old.csv new.csv --sequential --time decision_ts"
    })
final class CompareCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CHAMPION.csv",
      description = "Predictions of the model to compare with.")
  private Path champion;

  @Parameters(index = "1", paramLabel = "CHALLENGER.csv", description = "Predictions to compare.")
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
      names = "--cluster",
      paramLabel = "COLUMN",
      description = "Column that groups dependent rows, e.g. the mint (default: none).")
  private Optional<String> cluster;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description =
          "Column with the time of a row, a number or a date: neighbours in time may depend on each"
              + " other (default: none).")
  private Optional<String> time;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description =
          "Metric of the verdict: ${COMPLETION-CANDIDATES} (default: auc; with --sequential only"
              + " brier).")
  private Optional<ComparisonMetric> metric;

  @Option(
      names = "--margin",
      paramLabel = "NUMBER",
      defaultValue = "0.01",
      description =
          "How much worse the challenger may be and still be accepted (default: ${DEFAULT-VALUE}).")
  private double margin;

  @Option(
      names = "--sequential",
      description =
          "Decide by an interval of the Brier difference that is valid after every row, in the"
              + " order of --time, or else of CHAMPION.csv.")
  private boolean sequential;

  @Option(
      names = "--alpha",
      paramLabel = "NUMBER",
      defaultValue = "0.05",
      description =
          "Chance that the sequential interval is ever wrong (default: ${DEFAULT-VALUE}).")
  private double alpha;

  @Option(
      names = "--v-opt",
      paramLabel = "NUMBER",
      defaultValue = "100",
      description =
          "Sum of squared deviations at which the sequential interval is tightest (default:"
              + " ${DEFAULT-VALUE}).")
  private double vOpt;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Accepted and ignored: nothing is drawn at random here.")
  private long seed;

  public static void main(String... args) {
    System.exit(Cli.execute(new CompareCommand(), args));
  }

  @Override
  public ExitCode call() {
    Comparison.Question question = question();
    PairedPredictions rows =
        PairedPredictions.read(
            champion,
            challenger,
            new PairedPredictions.Columns(key, label, probability, cluster, time));
    ComparisonReport report =
        new ComparisonReport(
            rows.compare(question),
            question,
            cluster.isPresent() || time.isPresent(),
            sequential ? Optional.of(rows.sequential(alpha, vOpt)) : Optional.empty());
    boolean passed = report.verdict() == NonInferiority.NON_INFERIOR;
    ExitCode exit = passed ? ExitCode.DONE : ExitCode.REFUSED;
    Console console = output.console();
    report.lines().forEach(console::result);
    rows.repeats().ifPresent(console::warn);
    console.document("compare", exit, report.json());
    if (passed) {
      console.next("promote --dry-run", "what the gates find for the candidates");
    } else {
      console.next("report", "plots of data, models and gates, to see why");
    }
    return exit;
  }

  private Comparison.Question question() {
    require(margin >= 0 && margin < Double.POSITIVE_INFINITY, "--margin", "from 0 up", margin);
    require(alpha > 0 && alpha < 1, "--alpha", "between 0 and 1", alpha);
    require(vOpt > 0 && vOpt < Double.POSITIVE_INFINITY, "--v-opt", "above 0", vOpt);
    ComparisonMetric asked =
        metric.orElse(sequential ? ComparisonMetric.BRIER : ComparisonMetric.AUC);
    if (sequential && asked != ComparisonMetric.BRIER) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--metric': --sequential decides by brier, not by " + asked);
    }
    return new Comparison.Question(asked, margin, ClusterInterval.DEFAULT_LEVEL);
  }

  private void require(boolean holds, String option, String range, double value) {
    if (!holds) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '" + option + "': not a number " + range + ": " + value);
    }
  }
}
