package ratchet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command answers; every command mixes this in. */
public final class OutputOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print exactly one JSON document on stdout.")
  private boolean json;

  @Option(names = "--quiet", description = "Print the result and warnings, nothing else.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Say more; a failure shows its stack trace.")
  private boolean verbose;

  public Console console() {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    return new Console(out, err, json, quiet, this::runnable);
  }

  /** A command as the user can run it, on the database and the models that this one was told. */
  private String runnable(String line) {
    String alias = line.split(" ", 2)[0];
    StringBuilder text = new StringBuilder(Cli.invocation(command.commandLine(), alias));
    text.append(line.substring(alias.length()));
    for (CommandSpec mixin : command.mixins().values()) {
      if (mixin.userObject() instanceof DatabaseOptions options
          && Invocation.takesDatabase(alias)) {
        append(text, line, "--db", options.asked());
      } else if (mixin.userObject() instanceof ModelsOptions options
          && Invocation.takesModels(alias)) {
        append(text, line, "--models-dir", options.asked());
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String line, String option, Optional<Path> value) {
    if (!line.contains(option + " ") && !line.endsWith("--help")) {
      value.ifPresent(
          path ->
              text.append(' ')
                  .append(option)
                  .append(' ')
                  .append(Invocation.quoted(path.toString())));
    }
  }

  /** The console of a command; empty for one that does not mix this in. */
  static Optional<Console> consoleOf(CommandSpec command) {
    return command.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(OutputOptions.class::isInstance)
        .map(options -> ((OutputOptions) options).console())
        .findFirst();
  }

  public boolean isJson() {
    return json;
  }

  public boolean isVerbose() {
    return verbose;
  }
}
