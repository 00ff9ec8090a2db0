package ratchet.cli.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ratchet.cli.ExitCode;
import ratchet.cli.Settings;
import ratchet.model.InputException;
import ratchet.model.ModelName;

/** The options of the engine: where the rows of a training are read and summed. */
public final class EngineOptions {
  /** The values of {@code --engine}. */
  public enum Engine {
    LOCAL,
    SPARK;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String LAUNCHER = "RATCHET_LAUNCHER";

  @Option(
      names = "--engine",
      paramLabel = "local|spark",
      defaultValue = "local",
      description =
          "Fit in this process, or on the executors of a Spark cluster, with one partition per"
              + " database file. On one machine Spark is slower (default: ${DEFAULT-VALUE}).")
  private Engine engine;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "The Spark cluster, e.g. spark://host:7077; with --engine spark (default: local[*]).")
  private String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of Spark, e.g. spark.executor.memory=8g; may be repeated; with --engine"
              + " spark.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--spark-db",
      paramLabel = "ADDRESS",
      description =
          "A database that executors read instead of --db: an absolute path that all of them have,"
              + " or an address on a Hadoop file system, e.g. hdfs://host/bots/a.db; may be"
              + " repeated; with --engine spark.")
  private List<String> databases = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The master in Spark's notation; {@code local[*]} by default. */
  public String master() {
    return master == null ? "local[*]" : master;
  }

  /** Settings of Spark, by name. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  /** Databases that executors read; empty: those of {@code --db}. */
  public List<String> databases() {
    return List.copyOf(databases);
  }

  /**
   * Runs {@code train_on_spark} with the options of this command line, if they choose Spark.
   *
   * @return its exit code; empty if this process is to train
   * @throws ParameterException for a model that cannot be trained on Spark, and for options of
   *     Spark without it
   * @throws InputException where this command was not started by {@code jbangw}
   */
  public Optional<ExitCode> elsewhere(ModelName model) {
    if (engine == Engine.LOCAL) {
      requireNoSparkOptions();
      return Optional.empty();
    }
    requireTrainable(model);
    String launcher = Settings.here().environment().getOrDefault(LAUNCHER, "");
    if (launcher.isBlank()) {
      throw new InputException(
          "--engine spark: this command does not load Spark's libraries",
          "run train_on_spark " + model.id() + " with the same options");
    }
    List<String> words = new ArrayList<>(List.of(launcher, "train_on_spark", model.id()));
    words.addAll(command.commandLine().getParseResult().originalArgs());
    return Optional.of(run(words));
  }

  /**
   * Checks that a model can be trained on Spark.
   *
   * @throws ParameterException for a model whose fit is not a sum over rows
   */
  public void requireTrainable(ModelName model) {
    if (model == ModelName.SURVIVAL) {
      throw new ParameterException(
          command.commandLine(),
          "--engine spark: the survival model cannot be trained on Spark, because its hazard and"
              + " its trail are fitted from all rows in one process; leave --engine out");
    }
  }

  private void requireNoSparkOptions() {
    if (master != null || !settings.isEmpty() || !databases.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--master, --conf and --spark-db require --engine spark");
    }
  }

  /** Runs the command; it is ended when this process ends. */
  private static ExitCode run(List<String> words) {
    try {
      Process process = new ProcessBuilder(words).inheritIO().start();
      Thread end = new Thread(process::destroy, "end-spark");
      Runtime.getRuntime().addShutdownHook(end);
      int exit = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(end);
      return exit >= 0 && exit < ExitCode.values().length ? ExitCode.values()[exit] : ExitCode.BUG;
    } catch (IOException e) {
      throw new InputException(
          "cannot run " + words.get(0) + ": " + e.getMessage(),
          "check that RATCHET_LAUNCHER names jbangw of this checkout",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Spark trains", e);
    }
  }
}
