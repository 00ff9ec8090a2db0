package ratchet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import ratchet.model.Json;

/**
 * Where a command speaks. The result goes to stdout; progress, warnings and advice go to stderr. In
 * JSON mode stdout holds one document and nothing else.
 */
public final class Console {
  /** All but newline and tab; and what makes text run backwards. */
  private static final Pattern CONTROL =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\t]]");

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final boolean quiet;
  private final UnaryOperator<String> nextCommand;

  public Console(PrintWriter out, PrintWriter err, boolean json, boolean quiet) {
    this(out, err, json, quiet, command -> command);
  }

  /**
   * @param nextCommand makes of a command what runs as printed
   */
  Console(
      PrintWriter out,
      PrintWriter err,
      boolean json,
      boolean quiet,
      UnaryOperator<String> nextCommand) {
    this.nextCommand = nextCommand;
    this.out = out;
    this.err = err;
    this.json = json;
    this.quiet = quiet;
  }

  public boolean isJson() {
    return json;
  }

  /** Whether someone at a terminal reads what this console says meanwhile. */
  public boolean isWatched() {
    return !quiet && !json && Terminal.isWatched(err);
  }

  /** A line of the result; nothing in JSON mode, where {@link #document} tells it. */
  public void result(String line) {
    if (!json) {
      out.println(plain(line));
      out.flush();
    }
  }

  /** What happens meanwhile. */
  public void say(String line) {
    if (!quiet && !json) {
      err.println(plain(line));
      err.flush();
    }
  }

  /** What the user must not miss, even with {@code --quiet} or {@code --json}. */
  public void warn(String line) {
    err.println("warning: " + plain(line).replace("\n", "\n  | "));
    err.flush();
  }

  /**
   * Names and words of files, databases, hooks and runtimes reach a terminal only as text: nothing
   * in them moves its cursor or changes its title.
   */
  static String plain(String line) {
    return CONTROL.matcher(line).replaceAll("?");
  }

  /** A line for the machine that runs us, as it is, whatever the mode. */
  public void annotate(String line) {
    err.println(line);
    err.flush();
  }

  /**
   * What to run next.
   *
   * @param command a command of the catalog with its arguments; it is printed so that it runs from
   *     where the user is, on the same database and models folder
   */
  public void next(String command, String why) {
    say("next: " + nextCommand.apply(command) + "   # " + why);
  }

  /**
   * The JSON result, if that is what was asked for: {@code command}, {@code ok}, {@code exit}
   * first.
   */
  public void document(String command, ExitCode exit, ObjectNode fields) {
    if (!json) {
      return;
    }
    ObjectNode document = Json.MAPPER.createObjectNode();
    document.put("command", command);
    document.put("ok", exit == ExitCode.DONE);
    document.put("exit", exit.code());
    document.setAll(fields);
    out.print(Json.pretty(document));
    out.flush();
  }
}
