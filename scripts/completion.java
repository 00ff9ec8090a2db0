///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.completion.java
//SOURCES ../lib/model.java
//DESCRIPTION Print the completion of all commands for bash, zsh or fish.

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.cli.completion.Shell;
import ratchet.model.Json;

@Command(
    name = "completion",
    description = {
      "Prints a script that completes every command, its options and their values: for ./jbangw,",
      "for a link to it called ratchet, and for each command as an installed app."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(./jbangw completion bash)        in ~/.bashrc",
      "  source <(./jbangw completion zsh)         in ~/.zshrc, after compinit",
      "  ./jbangw completion fish > ~/.config/fish/conf.d/ratchet.fish"
    })
final class CompletionCommand implements Callable<ExitCode> {
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell;

  public static void main(String... args) {
    System.exit(Cli.execute(new CompletionCommand(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    shell.script().lines().forEach(console::result);
    ObjectNode fields = Json.MAPPER.createObjectNode();
    fields.put("script", shell.script());
    console.document("completion", ExitCode.DONE, fields);
    return ExitCode.DONE;
  }
}
