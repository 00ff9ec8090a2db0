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
 * Where a command speaks. The result goes to stdout; progress, warnings and advice go to stderr. In
 * JSON mode stdout holds one document and nothing else.
 */
public final class Console {
  /** All but newline and tab; other ends of lines; and what makes text run backwards. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean quiet;
  private final UnaryOperator<String> nextCommand;
  private final Supplier<Optional<ObjectNode>> databases;

  /** Lines of the result that wait; null where each is printed at once. */
  private final List<String> kept;

  public Console(PrintWriter out, PrintWriter err, boolean json, boolean quiet) {
    this(out, err, json, quiet, command -> command, Optional::empty);
  }

  /**
   * @param nextCommand makes of a command what runs as printed
   * @param databases what a document says of several databases; empty for one
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

  /** Whether someone at a terminal reads what this console says meanwhile. */
  public boolean isWatched() {
    return !quiet && !json && Terminal.isWatched(err);
  }

  /** A line of the result; nothing in JSON mode, where {@link #document} tells it. */
  public void result(String line) {
    if (kept != null) {
      kept.add(oneMessage(line));
    } else if (!json) {
      out.println(oneMessage(line));
      out.flush();
    }
  }

  /** What happens meanwhile. */
  public void say(String line) {
    if (!quiet && !json) {
      err.println(oneMessage(line));
      err.flush();
    }
  }

  /** What the user must not miss, even with {@code --quiet} or {@code --json}. */
  public void warn(String line) {
    err.println("warning: " + oneMessage(line));
    err.flush();
  }

  /**
   * Names and words of files, databases, hooks and runtimes reach a terminal only as text: nothing
   * in them moves its cursor or changes its title.
   */
  static String plain(String line) {
    return CONTROL.matcher(line).replaceAll("?");
  }

  /**
   * The same; where the text has several lines, all but the first are marked as its own, so that
   * nobody's words are taken for a line of ours.
   */
  static String oneMessage(String text) {
    return plain(text).replace("\n", "\n  | ");
  }

  /** Tells GitHub, where it runs this process, whatever the mode; nobody else. */
  public void annotate(Annotation annotation) {
    if (Annotation.isWanted()) {
      err.println(annotation.line());
      err.flush();
    }
  }

  /**
   * The same console, which keeps back the lines of the result with {@code --quiet}: a job that
   * went well is then silent. {@link #release} prints them.
   */
  public Console keepingBack() {
    return quiet && !json
        ? new Console(out, err, false, true, nextCommand, databases, new ArrayList<>())
        : this;
  }

  /** Prints the lines that were kept back. */
  public void release() {
    if (kept != null) {
      kept.forEach(out::println);
      out.flush();
      kept.clear();
    }
  }

  /**
   * What to run next.
   *
   * @param command a command of the catalog with its arguments; it is printed so that it runs from
   *     where the user is, on the same database and models folder
   */
  public void next(String command, String why) {
    say("next: " + runnable(command) + "   # " + why);
  }

  /** The same command as the user can run it, for a sentence that names it. */
  public String runnable(String command) {
    return nextCommand.apply(command);
  }

  /**
   * The JSON result, if that is what was asked for: {@code command}, {@code ok}, {@code exit} and
   * {@code schema} first. Every command prints its document here and nowhere else.
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
