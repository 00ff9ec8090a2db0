package ratchet.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options {@code --json}, {@code --quiet} and {@code --verbose} of every command. */
public final class OutputOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print exactly one JSON document on stdout.")
  private boolean json;

  @Option(names = "--quiet", description = "Print only the result and warnings.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Print more details; a failure shows its stack trace.")
  private boolean verbose;

  /** The console of this command, in the mode of these options. */
  public Console console() {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    Console console = new Console(out, err, json, quiet, this::runnable, this::databases);
    mixins(command).stream()
        .filter(LogOptions.class::isInstance)
        .forEach(logs -> ((LogOptions) logs).listen(console::warn));
    return console;
  }

  /** A command as the user can run it, on the database and models folder of this command. */
  private String runnable(String line) {
    String alias = line.split(" ", 2)[0];
    StringBuilder text = new StringBuilder(Cli.invocation(command.commandLine(), alias));
    text.append(line.substring(alias.length()));
    for (Object options : mixins(command)) {
      if (options instanceof DatabaseOptions database && Invocation.takes(alias, "--db")) {
        append(text, line, "--db", database.asked());
      } else if (options instanceof ModelsOptions models
          && Invocation.takes(alias, "--models-dir")) {
        append(text, line, "--models-dir", models.asked().map(Path::toString).stream().toList());
      }
      if (options instanceof Settings.Located locations && !line.endsWith("--help")) {
        locations.carried().stream()
            .filter(word -> Invocation.takes(alias, optionOf(word)))
            .filter(word -> !line.contains(optionOf(word)))
            .forEach(word -> text.append(' ').append(Invocation.quoted(word)));
      }
      if (options instanceof LogOptions logs
          && logs.skipsUnreadable()
          && Invocation.takes(alias, "--skip-unreadable")) {
        text.append(" --skip-unreadable");
      }
    }
    return text.toString();
  }

  private static String optionOf(String word) {
    return word.split("=", 2)[0];
  }

  private static void append(StringBuilder text, String line, String option, List<String> values) {
    if (!line.contains(option + " ") && !line.endsWith("--help")) {
      values.forEach(
          value -> text.append(' ').append(option).append(' ').append(Invocation.quoted(value)));
    }
  }

  /** The field {@code databases} of documents; empty for a single database. */
  private Optional<ObjectNode> databases() {
    return mixins(command).stream()
        .filter(LogOptions.class::isInstance)
        .flatMap(logs -> ((LogOptions) logs).document().stream())
        .findFirst();
  }

  /** The mixins of the command, and those of its mixins. */
  private static List<Object> mixins(CommandSpec spec) {
    List<Object> all = new ArrayList<>();
    for (CommandSpec mixin : spec.mixins().values()) {
      all.add(mixin.userObject());
      all.addAll(mixins(mixin));
    }
    return all;
  }

  /** The console of a command; empty for one that does not mix this in. */
  static Optional<Console> consoleOf(CommandSpec command) {
    return command.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(OutputOptions.class::isInstance)
        .map(options -> ((OutputOptions) options).console())
        .findFirst();
  }

  public boolean isVerbose() {
    return verbose;
  }
}
