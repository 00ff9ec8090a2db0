package ratchet.cli.watch;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import picocli.CommandLine.Option;
import ratchet.cli.RunRecord;
import ratchet.cli.alias.OutputGuard;
import ratchet.cli.alias.RunGauges;
import ratchet.model.InputException;
import ratchet.model.UsageException;
import ratchet.store.AtomicFile;
import ratchet.store.ModelPaths;
import ratchet.watch.Watch;

/** The options of {@code watch}. */
public final class WatchOptions implements RunRecord {
  @Option(names = "--once", description = "Look once, then end: for cron and CI.")
  private boolean once;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "1m",
      description = "Time between two looks (default: ${DEFAULT-VALUE}).")
  private Duration every;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "24h",
      description = "End after this time at the latest (default: ${DEFAULT-VALUE}).")
  private Duration total;

  @Option(
      names = "--rollback",
      description = "Roll a worse version back to its predecessor, reload and confirm.")
  private boolean rollback;

  @Option(
      names = "--alpha",
      paramLabel = "A",
      defaultValue = "0.05",
      description =
          "Chance that a version that is not worse is called worse at any look (default:"
              + " ${DEFAULT-VALUE}).")
  private double alpha;

  @Option(
      names = "--margin",
      paramLabel = "M",
      description = "How much worse is accepted, as a share of the loss's range (default: 0.01).")
  private Double margin;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      defaultValue = "24h",
      description =
          "Probation of a version that was promoted without --probation (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration window;

  @Option(
      names = "--block",
      paramLabel = "TIME",
      description =
          "Count all outcomes within this time as one, whatever their mint, if the outcomes of"
              + " different mints are related (default: outcomes of one mint within 1h).")
  private Duration block;

  @Option(
      names = "--metrics-file",
      paramLabel = "FILE",
      description =
          "Write gauges for node_exporter's textfile collector after each look, and at the end"
              + " however the run ends.")
  private Path metricsFile;

  private final RunGauges gauges =
      new RunGauges("watch", Set.of(RunRecord.End.DONE, RunRecord.End.REFUSED), Clock.systemUTC());

  public boolean once() {
    return once;
  }

  public boolean rollback() {
    return rollback;
  }

  public Duration every() {
    return every;
  }

  public Duration total() {
    return total;
  }

  /**
   * Checks before anything is done that the metrics file can be written.
   *
   * @param paths the models folder, whose files must not be overwritten
   * @throws InputException when it is one of these files, or cannot be written
   */
  public void check(ModelPaths paths) {
    if (metricsFile != null) {
      AtomicFile.requireFolder(metricsFile);
      OutputGuard.require("--metrics-file", metricsFile, paths);
      gauges.checked();
    }
  }

  /**
   * Writes the results of a look.
   *
   * @param families in the text format of Prometheus
   * @throws InputException when the file cannot be written
   */
  void recordLook(String families) {
    if (metricsFile != null) {
      gauges.writeLook(metricsFile, families);
    }
  }

  @Override
  public void begin() {
    if (metricsFile != null) {
      gauges.begin(metricsFile);
    }
  }

  @Override
  public void end(RunRecord.End end, List<String> arguments) {
    gauges.end(metricsFile, end, arguments, () -> "");
  }

  /**
   * The watch of these options.
   *
   * @throws UsageException for a value that cannot be used
   */
  public Watch watch() {
    if (every.isZero() || every.isNegative()) {
      throw new UsageException("--every " + every + " is not above 0", "give a time such as 1m");
    }
    try {
      return new Watch(
          alpha,
          margin == null ? OptionalDouble.empty() : OptionalDouble.of(margin),
          window,
          Optional.ofNullable(block));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--alpha, --margin, --window or --block cannot be used: " + e.getMessage(),
          "correct that option; see watch --help");
    }
  }
}
