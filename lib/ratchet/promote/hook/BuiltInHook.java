package ratchet.promote.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.TimeWindow;
import ratchet.features.LoadedModel;
import ratchet.gate.HookOutcome.HookState;
import ratchet.logs.LogFiles;
import ratchet.model.InputException;
import ratchet.model.ModelFormatException;
import ratchet.model.ModelName;
import ratchet.promote.rollout.HookResult;

/** What the built-in hooks have in common: the database, the models, and how they answer. */
final class BuiltInHook {
  private static final int TAIL = 2_000;
  private static final Duration WINDOW = Duration.ofDays(14);

  private final String name;
  private final LogFiles database;

  BuiltInHook(String name, LogFiles database) {
    this.name = name;
    this.database = database;
  }

  /** A judgement by what an open database holds. */
  interface Evaluation {
    /**
     * @return what was found; its tail says it in words
     */
    Result evaluate(Database database);
  }

  /** What a judgement found. */
  record Result(HookState state, List<String> lines) {
    static Result of(boolean passed, List<String> lines) {
      return new Result(passed ? HookState.PASSED : HookState.FAILED, lines);
    }

    static Result notApplicable(String why) {
      return new Result(HookState.NOT_APPLICABLE, List.of(why));
    }
  }

  /**
   * Asks where the database is there and has rows in all of the tables; else there is nothing to
   * judge by. A database that cannot be read refuses.
   */
  HookResult ask(List<String> tables, Evaluation evaluation) {
    long start = System.nanoTime();
    if (!database.exist()) {
      return result(Result.notApplicable("no database " + database), OptionalInt.empty(), start);
    }
    try {
      Result answer = Database.read(database, open -> ask(open, tables, evaluation));
      return result(answer, exit(answer.state), start);
    } catch (InputException e) {
      Result unreadable = new Result(HookState.FAILED, List.of(String.valueOf(e.getMessage())));
      return result(unreadable, OptionalInt.of(4), start);
    }
  }

  private static Result ask(Database open, List<String> tables, Evaluation evaluation) {
    for (String table : tables) {
      if (!Tables.has(open, table) || Tables.rowCount(open, table) == 0) {
        return Result.notApplicable("nothing is logged in " + table);
      }
    }
    return evaluation.evaluate(open);
  }

  /** The last 14 days that a table knows of: a log that ended a while ago is judged by its end. */
  static TimeWindow lastDays(Database database, String table) {
    OptionalLong last = Tables.counts(database, table).lastMs();
    long endMs = last.orElse(0) + 1;
    return new TimeWindow(endMs - WINDOW.toMillis(), endMs);
  }

  /** The same exit status that the command of this name would have. */
  private static OptionalInt exit(HookState state) {
    return switch (state) {
      case PASSED -> OptionalInt.of(0);
      case FAILED -> OptionalInt.of(3);
      case TIMED_OUT, ABSENT, NOT_APPLICABLE -> OptionalInt.empty();
    };
  }

  private HookResult result(Result answer, OptionalInt exit, long startNanos) {
    String text = String.join("\n", answer.lines);
    String tail = text.length() > TAIL ? text.substring(text.length() - TAIL) : text;
    double seconds = Math.round((System.nanoTime() - startNanos) / 1e6) / 1e3;
    return new HookResult(name, answer.state, exit, tail, seconds);
  }

  /** The models that load. A file that does not load is left out: a runtime would not serve it. */
  static Map<ModelName, LoadedModel> load(Map<ModelName, Path> files) {
    Map<ModelName, LoadedModel> models = new EnumMap<>(ModelName.class);
    files.forEach(
        (model, path) -> {
          try {
            models.put(model, LoadedModel.load(model, Files.readAllBytes(path)));
          } catch (ModelFormatException e) {
            // a runtime would not serve it either; the promotion warns of a champion like that
            models.remove(model);
          } catch (IOException e) {
            throw new InputException(
                path + " cannot be read: " + e.getMessage(), "check who may read it", e);
          }
        });
    return models;
  }
}
