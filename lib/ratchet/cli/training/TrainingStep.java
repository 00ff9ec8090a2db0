package ratchet.cli.training;

import ratchet.cli.Console;
import ratchet.model.Digest;
import ratchet.train.TrainingRun;

/** A training as a step of a longer job: shows its progress and prints one line. */
public final class TrainingStep {
  private TrainingStep() {}

  /**
   * Trains.
   *
   * @throws ratchet.model.RatchetException as {@link TrainingRun#run} does
   */
  public static TrainingRun.Result run(TrainingRun run, Console console) {
    TrainingRun.Result result = TrainingReport.train(run::run, console);
    console.result(
        String.format(
            "train: %-8s %,6d rows fitted, %,5d held out -> %s sha256=%s",
            run.model().id(),
            result.trained().split().train(),
            result.trained().split().holdout(),
            result.candidate(),
            Digest.abbreviate(result.sha256())));
    return result;
  }
}
