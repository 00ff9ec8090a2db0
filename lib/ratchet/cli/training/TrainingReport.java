package ratchet.cli.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.cli.Progress;
import ratchet.cli.Settings;
import ratchet.data.training.FilesRead;
import ratchet.gate.GateRules;
import ratchet.model.Digest;
import ratchet.model.Json;
import ratchet.model.Metrics;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.promote.served.ServedCandidates;
import ratchet.promote.target.ReloadTargets;
import ratchet.promote.target.StoppedRuntime;
import ratchet.store.ModelPaths;
import ratchet.train.GateConditions;
import ratchet.train.TrainingRun;
import ratchet.train.TrainingSource;
import ratchet.train.solver.Fit;

/** Runs a training and prints its result: the whole body of a trainer's command. */
public final class TrainingReport {
  private static final String EFFECTIVE = "holdout_effective";

  private TrainingReport() {}

  /**
   * Runs a trainer that has {@code --device}; the document has the device.
   *
   * @throws ratchet.model.InputException for CUDA
   */
  public static ExitCode run(TrainingRun run, DeviceOptions device, OutputOptions output) {
    return run(run, Map.of("device", device.announce(output.console())), output);
  }

  /**
   * Runs a trainer without {@code --device}.
   *
   * @param run the training of the options
   * @param output the output options
   */
  public static ExitCode run(TrainingRun run, OutputOptions output) {
    return run(run, Map.of(), output);
  }

  /**
   * Runs a trainer whose rows another engine reads.
   *
   * @throws ratchet.model.InputException for CUDA
   */
  public static ExitCode run(
      TrainingRun run, Supplier<TrainingSource> rows, DeviceOptions device, OutputOptions output) {
    return run(
        run,
        progress -> run.run(progress, rows),
        Map.of("device", device.announce(output.console())),
        output);
  }

  private static ExitCode run(TrainingRun run, Map<String, String> more, OutputOptions output) {
    return run(run, run::run, more, output);
  }

  private static ExitCode run(
      TrainingRun run,
      Function<Consumer<String>, TrainingRun.Result> training,
      Map<String, String> more,
      OutputOptions output) {
    Console console = output.console();
    warnOfServedCandidate(run, console);
    TrainingRun.Result result = train(training, console);
    print(run.model(), result, console);
    files(result).shared().forEach(shared -> console.warn(shared.toString()));
    if (output.isVerbose()) {
      result.trained().fits().forEach((name, fit) -> weights(name, fit, console));
    }
    ObjectNode document = json(run.model(), result);
    more.forEach(document::put);
    console.document("train_" + run.model().id(), ExitCode.DONE, document);
    next(run.model(), console);
    return ExitCode.DONE;
  }

  /** If no runtime runs, starting one comes first: without it a promotion is rolled back. */
  private static void next(ModelName model, Console console) {
    StoppedRuntime.start(model, ReloadTargets.of(model, Settings.here().environment(), Map.of()))
        .ifPresent(serve -> console.next(serve, StoppedRuntime.HOW));
    console.next("promote " + model.id(), "evaluate the candidate and make it live");
  }

  /** Warns if a runtime reads the candidate's file: it would serve the new one before any gate. */
  private static void warnOfServedCandidate(TrainingRun run, Console console) {
    Map<String, String> environment = Settings.here().environment();
    ModelPaths paths = ModelPaths.of(run.modelsDirectory(), Map.of(), environment);
    ServedCandidates.of(paths, environment, List.of(run.model()), run.database())
        .warnings()
        .forEach(console::warn);
  }

  /** Lines would break a progress bar; if there is one, they are printed after it. */
  static TrainingRun.Result train(
      Function<Consumer<String>, TrainingRun.Result> training, Console console) {
    List<String> lines = new ArrayList<>();
    Consumer<String> listener = console.isWatched() ? lines::add : console::say;
    try (Progress stages = Progress.start(console, "stages", TrainingRun.STAGES)) {
      return training.apply(
          line -> {
            listener.accept(line);
            stages.step(1);
          });
    } finally {
      lines.forEach(console::say);
    }
  }

  private static FilesRead files(TrainingRun.Result result) {
    return result.set().facts().files();
  }

  private static void print(ModelName model, TrainingRun.Result result, Console console) {
    ModelHeader header = result.trained().file().header();
    Metrics metrics = header.metrics();
    Map<String, String> gates = GateConditions.of(GateRules.standard(), model);
    console.result(row("metric", "value", "95 % interval", "the gate requires"));
    metrics
        .values()
        .forEach(
            (name, value) -> {
              if (!isBound(name, metrics)) {
                console.result(
                    row(name, number(value), bounds(name, metrics), gates.getOrDefault(name, "")));
              }
            });
    worth(metrics).forEach(console::result);
    header.issues().forEach(issue -> console.result("issue: " + issue));
    console.result("wrote " + result.candidate() + " sha256=" + Digest.abbreviate(result.sha256()));
  }

  /** The effective size of each holdout, with rows of one mint as one cluster. */
  private static List<String> worth(Metrics metrics) {
    List<String> lines = new ArrayList<>();
    metrics
        .values()
        .forEach(
            (name, effective) -> {
              String size = name.replace(EFFECTIVE, "holdout_size");
              if (name.startsWith(EFFECTIVE) && metrics.get(size).isPresent()) {
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%s: rows %,d, effective %,d",
                        size,
                        (long) metrics.get(size).getAsDouble(),
                        Math.round(effective)));
              }
            });
    return lines;
  }

  private static boolean isBound(String name, Metrics metrics) {
    return (name.endsWith("_lower") || name.endsWith("_upper"))
        && metrics.get(name.substring(0, name.length() - "_lower".length())).isPresent();
  }

  private static String bounds(String name, Metrics metrics) {
    OptionalDouble lower = metrics.get(name + "_lower");
    OptionalDouble upper = metrics.get(name + "_upper");
    return lower.isPresent() && upper.isPresent()
        ? number(lower.getAsDouble()) + " … " + number(upper.getAsDouble())
        : "";
  }

  private static void weights(String name, Fit fit, Console console) {
    console.say(
        String.format(
            Locale.ROOT,
            "%s: %d iterations, relative gradient norm %.1e",
            name,
            fit.iterations(),
            fit.relativeGradientNorm()));
    for (int j = 0; j < fit.weights().length; j++) {
      console.say(
          String.format(
              Locale.ROOT, "  w%-3d %12.6f ± %.6f", j, fit.weights()[j], fit.standardErrors()[j]));
    }
  }

  private static String row(String name, String value, String interval, String gate) {
    return String.format("%-28s %12s  %-23s %s", name, value, interval, gate).stripTrailing();
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.4f" : "%.1f", value);
  }

  /** The fields of a trainer's JSON document. */
  public static ObjectNode json(ModelName model, TrainingRun.Result result) {
    ModelHeader header = result.trained().file().header();
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("model", model.id());
    json.put("candidate", result.candidate().toString());
    json.put("sha256", result.sha256());
    json.put("status", header.status());
    ObjectNode metrics = json.putObject("metrics");
    header.metrics().values().forEach(metrics::put);
    json.put("train_size", result.trained().split().train());
    json.put("holdout_size", result.trained().split().holdout());
    header.sampleSizes().forEach(json::put);
    ArrayNode issues = json.putArray("issues");
    header.issues().forEach(issues::add);
    if (!files(result).files().isEmpty()) {
      files(files(result), json);
    }
    ObjectNode seconds = json.putObject("seconds");
    seconds.put("read", result.readSeconds());
    seconds.put("fit", result.trained().fitSeconds());
    seconds.put("evaluate", result.trained().evaluateSeconds());
    return json;
  }

  /** Adds {@code files:[{file, sha256, rows}], shared:[{files:[…], rows}]} for several files. */
  private static void files(FilesRead read, ObjectNode json) {
    ArrayNode files = json.putArray("files");
    read.files()
        .forEach(
            own ->
                files
                    .addObject()
                    .put("file", own.file())
                    .put("sha256", own.sha256())
                    .put("rows", own.rows()));
    ArrayNode shared = json.putArray("shared");
    read.shared()
        .forEach(
            own -> {
              ObjectNode between = shared.addObject();
              between.putArray("files").add(own.one()).add(own.other());
              between.put("rows", own.rows());
            });
  }
}
