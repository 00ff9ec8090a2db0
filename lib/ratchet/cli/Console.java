package ratchet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import ratchet.model.DocumentSchema;
import ratchet.model.Json;

/**
 * The output of a command. The result goes to stdout; progress, warnings and advice go to stderr.
 * In JSON mode stdout has exactly one document.
 */
public final class Console {
  /** Control characters but newline and tab, line separators, and marks of text direction. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean quiet;
  private final UnaryOperator<String> nextCommand;
  private final Supplier<Optional<ObjectNode>> databases;

  /** Lines of the result that are kept for {@link #release}; null: lines are printed at once. */
  private final List<String> kept;

  /** A console that prints commands as they are. */
  public Console(PrintWriter out, PrintWriter err, boolean json, boolean quiet) {
    this(out, err, json, quiet, command -> command, Optional::empty);
  }

  /**
   * @param nextCommand turns a command into the form in which the user can run it
   * @param databases the field {@code databases} of documents; empty for a single database
   */
  Console(
      PrintWriter out,
      PrintWriter err,
      boolean json,
      boolean quiet,
      UnaryOperator<String> nextCommand,
      Supplier<Optional<ObjectNode>> databases) {
    this(out, err, json, quiet, nextCommand, databases, null);
  }

  private Console(
      PrintWriter out,
      PrintWriter err,
      boolean json,
      boolean quiet,
      UnaryOperator<String> nextCommand,
      Supplier<Optional<ObjectNode>> databases,
      List<String> kept) {
    this.kept = kept;
    this.databases = databases;
    this.nextCommand = nextCommand;
    this.out = out;
    this.err = err;
    this.json = json;
    this.quiet = quiet;
  }

  /** Whether stderr is a terminal and progress is shown there. */
  public boolean isWatched() {
    return !quiet && !json && Terminal.isWatched(err);
  }

  /** Prints a line of the result; does nothing in JSON mode, where {@link #document} has it. */
  public void result(String line) {
    if (kept != null) {
      kept.add(oneMessage(line));
    } else if (!json) {
      out.println(oneMessage(line));
      out.flush();
    }
  }

  /** Prints a line about the progress; does nothing with {@code --quiet} or {@code --json}. */
  public void say(String line) {
    if (!quiet && !json) {
      err.println(oneMessage(line));
      err.flush();
    }
  }

  /** Prints a warning, even with {@code --quiet} or {@code --json}. */
  public void warn(String line) {
    err.println("warning: " + oneMessage(line));
    err.flush();
  }

  /**
   * Replaces control characters: text of files, databases, hooks and runtimes must not move the
   * cursor of a terminal or change its title.
   */
  static String plain(String line) {
    return CONTROL.matcher(line).replaceAll("?");
  }

  /**
   * As {@link #plain}; lines after the first are marked, so that foreign text is not mistaken for a
   * line of the command.
   */
  static String oneMessage(String text) {
    return plain(text).replace("\n", "\n  | ");
  }

  /** Prints a workflow command if GitHub runs this process, in every mode. */
  public void annotate(Annotation annotation) {
    if (Annotation.isWanted()) {
      err.println(annotation.line());
      err.flush();
    }
  }

  /**
   * A console that with {@code --quiet} keeps the lines of the result until {@link #release}, so
   * that a successful job prints nothing.
   */
  public Console keepingBack() {
    return quiet && !json
        ? new Console(out, err, false, true, nextCommand, databases, new ArrayList<>())
        : this;
  }

  /** Prints the lines that were kept. */
  public void release() {
    if (kept != null) {
      kept.forEach(out::println);
      out.flush();
      kept.clear();
    }
  }

  /**
   * Prints which command to run next, as {@code next: COMMAND # WHY}.
   *
   * @param command a command of the catalog with its arguments; it is printed so that it runs in
   *     the user's folder, on the same database and models folder
   */
  public void next(String command, String why) {
    say("next: " + runnable(command) + "   # " + why);
  }

  /** The command as the user can run it, for use in a sentence. */
  public String runnable(String command) {
    return nextCommand.apply(command);
  }

  /**
   * Prints the JSON document in JSON mode, with {@code command}, {@code ok}, {@code exit} and
   * {@code schema} first. Every command prints its document here.
   */
  public void document(String command, ExitCode exit, ObjectNode fields) {
    if (!json) {
      return;
    }
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("command", command);
    document.put("ok", exit == ExitCode.DONE);
    document.put("exit", exit.code());
    document.put(DocumentSchema.FIELD, DocumentSchema.of(command));
    document.setAll(fields);
    databases.get().ifPresent(several -> document.set("databases", several));
    out.print(Json.pretty(document));
    out.flush();
  }
}
