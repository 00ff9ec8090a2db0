package ratchet.cli;

import java.io.PrintWriter;
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

  @Option(names = "--quiet", description = "Print the result and nothing else.")
  private boolean quiet;

  @Option(names = "--verbose", description = "Say more; a failure shows its stack trace.")
  private boolean verbose;

  public Console console() {
    PrintWriter out = command.commandLine().getOut();
    PrintWriter err = command.commandLine().getErr();
    return new Console(out, err, json, quiet);
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
