package ratchet.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that does what a test tells it. */
@Command(name = "probe", description = "Does what the test says.")
final class Probe implements Callable<ExitCode> {
  @Mixin OutputOptions output;
  @Mixin DatabaseOptions database;
  @Mixin ModelsOptions models;

  private final Callable<ExitCode> work;

  Probe(Callable<ExitCode> work) {
    this.work = work;
  }

  @Override
  public ExitCode call() throws Exception {
    return work.call();
  }
}
