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

/** The common part of the built-in hooks: reads the database and the models, makes the result. */
final class BuiltInHook {
  private static final int TAIL = 2_000;
  private static final Duration WINDOW = Duration.ofDays(14);

  private final String name;
  private final LogFiles database;

  BuiltInHook(String name, LogFiles database) {
    this.name = name;
    this.database = database;
  }

  /** An evaluation that reads an open database. */
  interface Evaluation {
    /**
     * @return the result, with lines for people
     */
    Result evaluate(Database database);
  }

  /** The result of an evaluation. */
  record Result(HookState state, List<String> lines) {
    static Result of(boolean passed, List<String> lines) {
      return new Result(passed ? HookState.PASSED : HookState.FAILED, lines);
    }

    static Result notApplicable(String why) {
      return new Result(HookState.NOT_APPLICABLE, List.of(why));
    }
  }

  /**
   * Evaluates if the database exists and every table has rows; otherwise the hook does not apply. A
   * database that cannot be read is a failure.
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

  /** The last 14 days of a table, counted from its last row and not from today. */
  static TimeWindow lastDays(Database database, String table) {
    OptionalLong last = Tables.counts(database, table).lastMs();
    long endMs = last.orElse(0) + 1;
    return new TimeWindow(endMs - WINDOW.toMillis(), endMs);
  }

  /** The exit status that the command of this name would have. */
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

  /** The models that load; a file that does not load is left out. */
  static Map<ModelName, LoadedModel> load(Map<ModelName, Path> files) {
    Map<ModelName, LoadedModel> models = new EnumMap<>(ModelName.class);
    files.forEach(
        (model, path) -> {
          try {
            models.put(model, LoadedModel.load(model, Files.readAllBytes(path)));
          } catch (ModelFormatException e) {
            // a runtime would not serve it either; the promotion warns of such a champion
            models.remove(model);
          } catch (IOException e) {
            throw new InputException(
                path + " cannot be read: " + e.getMessage(), "check its permissions", e);
          }
        });
    return models;
  }
}
