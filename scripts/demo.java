///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../lib/cli.java
//SOURCES ../lib/cli.demo.java
//DESCRIPTION Runs the whole guide on an empty checkout: seed, check, train, serve, promote, reload, and show what changed.

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import ratchet.cli.Cli;
import ratchet.cli.DatabaseOptions;
import ratchet.cli.ExitCode;
import ratchet.cli.ModelsOptions;
import ratchet.cli.OutputOptions;
import ratchet.cli.demo.Demo;

@Command(
    name = "demo",
    description = {
      "Seeds a database where there is none, checks it, trains the four models, starts both",
      "runtimes in this process, promotes, and shows their metrics and a score before and after.",
      "Existing files are reused, and the files that it writes are kept."
    },
    footer = {
      "",
      "Examples:",
      "  demo",
      "  demo --db /tmp/try/trenches.db --models-dir /tmp/try/models"
    })
final class DemoCommand implements Callable<ExitCode> {
  @Mixin private DatabaseOptions database;
  @Mixin private ModelsOptions models;
  @Mixin private OutputOptions output;

  public static void main(String... args) {
    System.exit(Cli.execute(new DemoCommand(), args));
  }

  @Override
  public ExitCode call() {
    return new Demo(database.target(), models.directory(), output.console(), Clock.systemUTC())
        .run();
  }
}
