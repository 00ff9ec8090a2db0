package ratchet.cli.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.data.sqlite.Database;
import ratchet.data.training.ReadOptions;
import ratchet.data.training.TrainingReader;
import ratchet.data.training.TrainingSet;
import ratchet.features.LoadedModel;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.store.AtomicFile;
import ratchet.watch.WatchMetricsFile;
import ratchet.watch.WatchResult;
import ratchet.watch.WatchRun;
import ratchet.watch.WatchState;

/** Looks at every model once or again and again, and reports what changed. */
public final class WatchLoop {
  private final WatchRun run;
  private final WatchOptions options;
  private final Clock clock;
  private final Console console;
  private final Consumer<WatchResult> changed;
  private final Map<ModelName, WatchResult> latest = new EnumMap<>(ModelName.class);
  private ExitCode exit = ExitCode.DONE;

  /**
   * @param changed receives each result whose state is new
   */
  public WatchLoop(
      WatchRun run,
      WatchOptions options,
      Clock clock,
      Console console,
      Consumer<WatchResult> changed) {
    this.run = run;
    this.options = options;
    this.clock = clock;
    this.console = console;
    this.changed = changed;
  }

  /** The outcomes of a model, read from the database at each look while services write. */
  public static TrainingSet read(Path database, ModelName model, LoadedModel live) {
    double trailBps =
        live.file()
            .header()
            .provenance()
            .map(from -> from.hyperParameters().get("trail_bps"))
            .orElse(ReadOptions.DEFAULT_TRAIL_BPS);
    try (Database opened = Database.openReadOnly(database)) {
      return TrainingReader.read(opened, model, new ReadOptions(OptionalLong.empty(), trailBps));
    }
  }

  /**
   * Until every model is decided, the time is over, or after one look with {@code --once}.
   *
   * @return 3 when a version is worse or was rolled back, 5 when that was not confirmed
   * @throws ratchet.model.InputException when ledger or log cannot be read
   */
  public ExitCode run(List<ModelName> models) {
    Instant end = clock.instant().plus(options.total());
    while (true) {
      models.forEach(this::look);
      options.metricsFile().ifPresent(this::write);
      boolean isOpen =
          latest.values().stream().anyMatch(one -> one.state() == WatchState.ON_PROBATION);
      if (options.once() || !isOpen || !clock.instant().plus(options.every()).isBefore(end)) {
        return exit;
      }
      if (!sleep()) {
        return exit;
      }
    }
  }

  private void look(ModelName model) {
    WatchResult before = latest.get(model);
    boolean isSettled = before != null && before.state() != WatchState.ON_PROBATION;
    if (isSettled) {
      return;
    }
    WatchRun.Looked looked = run.look(model, options.rollback());
    WatchResult result = looked.result();
    latest.put(model, result);
    if (before == null || before.state() != result.state()) {
      console.result(result.line());
      changed.accept(result);
    }
    if (!result.sentence().isEmpty()) {
      console.say(model.id() + ": " + result.sentence());
    }
    if (WatchRun.isBad(result)) {
      exit = exit.or(ExitCode.REFUSED);
    }
    looked
        .outcome()
        .flatMap(outcome -> outcome.failure())
        .ifPresent(
            failure -> {
              console.warn(failure.getMessage());
              exit = exit.or(ExitCode.of(failure));
            });
  }

  private void write(Path file) {
    AtomicFile.write(file, WatchMetricsFile.of(List.copyOf(latest.values()), clock.instant()));
  }

  private boolean sleep() {
    try {
      Thread.sleep(options.every().toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** {@code models:[…]} of the last look. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode models = json.putArray("models");
    latest.values().forEach(result -> models.add(result.toJson()));
    return json;
  }

  /** A model that is worse and still live; empty when there is none. */
  public Optional<ModelName> worse() {
    return latest.values().stream()
        .filter(result -> result.state() == WatchState.WORSE)
        .map(WatchResult::model)
        .findFirst();
  }
}
