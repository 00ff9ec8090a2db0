package ratchet.cli.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.model.InputException;
import ratchet.model.Json;
import ratchet.model.ModelName;
import ratchet.watch.WatchMetricsFile;
import ratchet.watch.WatchResult;
import ratchet.watch.WatchRun;
import ratchet.watch.WatchState;

/**
 * Looks at every model once or repeatedly, and prints changes. A look that fails, e.g. because the
 * log or the models folder is locked, is a warning and is repeated; if the last look at a model
 * failed, the command ends with 4.
 */
public final class WatchLoop {
  private final WatchRun run;
  private final WatchOptions options;
  private final Clock clock;
  private final Console console;
  private final Consumer<WatchResult> changed;
  private final Map<ModelName, WatchResult> latest = new EnumMap<>(ModelName.class);
  private ExitCode decided = ExitCode.DONE;

  /**
   * A loop over looks of {@code run}.
   *
   * @param changed receives each result whose state or reason is new
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

  /**
   * Looks until every model is decided or the time is over; once with {@code --once}.
   *
   * @return 3 when a version is worse or was rolled back, 4 when the last look at a model failed, 5
   *     when a rollback was not confirmed; the largest
   */
  public ExitCode run(List<ModelName> models) {
    Instant end = clock.instant().plus(options.total());
    try (StopSignal stop = StopSignal.listen(console)) {
      do {
        for (ModelName model : models) {
          if (!stop.isStopped()) {
            look(model);
          }
        }
        record();
      } while (mayLookAgain(end) && stop.sleep(options.every()));
    }
    warnOfUndecided();
    return exit();
  }

  private boolean mayLookAgain(Instant end) {
    boolean isOpen = latest.values().stream().anyMatch(WatchResult::isOpen);
    return !options.once() && isOpen && clock.instant().plus(options.every()).isBefore(end);
  }

  private ExitCode exit() {
    return latest.values().stream().anyMatch(WatchResult::isToBeRepeated)
        ? decided.or(ExitCode.INPUT)
        : decided;
  }

  private void warnOfUndecided() {
    String open =
        latest.values().stream()
            .filter(WatchResult::isOpen)
            .map(result -> result.model().id())
            .collect(Collectors.joining(", "));
    if (!options.once() && !open.isEmpty()) {
      console.warn("not decided yet: " + open + "; start watch again to continue, nothing is lost");
    }
  }

  private void look(ModelName model) {
    WatchResult before = latest.get(model);
    if (before != null && !before.isOpen()) {
      return;
    }
    WatchRun.Look looked = looked(model);
    WatchResult result = looked.result();
    latest.put(model, result);
    boolean isNew =
        before == null
            || before.state() != result.state()
            || (result.isToBeRepeated() && !before.reason().equals(result.reason()));
    if (isNew) {
      console.result(result.line());
      changed.accept(result);
    }
    if (result.isToBeRepeated()) {
      console.warn(model.id() + ": " + result.sentence());
    } else if (!result.sentence().isEmpty()) {
      console.say(model.id() + ": " + result.sentence());
    }
    if (WatchRun.isWorse(result)) {
      decided = decided.or(ExitCode.REFUSED);
    }
    looked
        .outcome()
        .flatMap(outcome -> outcome.failure())
        .ifPresent(
            failure -> {
              console.warn(failure.getMessage());
              decided = decided.or(ExitCode.of(failure));
            });
  }

  private WatchRun.Look looked(ModelName model) {
    try {
      return run.look(model, options.rollback());
    } catch (InputException e) {
      String remedy = e.remedy().isEmpty() ? "" : "; " + e.remedy();
      return new WatchRun.Look(
          WatchResult.failed(model, e.getMessage() + remedy), Optional.empty());
    }
  }

  private void record() {
    try {
      options.recordLook(WatchMetricsFile.of(List.copyOf(latest.values())));
    } catch (InputException e) {
      console.warn(e.getMessage());
      decided = decided.or(ExitCode.INPUT);
    }
  }

  /** {@code models:[…]} of the last look. */
  public ObjectNode toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode models = json.putArray("models");
    latest.values().forEach(result -> models.add(result.toJson()));
    return json;
  }

  /** A model whose live version is worse; empty when there is none. */
  public Optional<ModelName> worse() {
    return latest.values().stream()
        .filter(result -> result.state() == WatchState.WORSE)
        .map(WatchResult::model)
        .findFirst();
  }
}
