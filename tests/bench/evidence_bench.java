///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/statistics/SimulatedOutcomes.java
//SOURCES ../ratchet/statistics/SequentialTrials.java
//DESCRIPTION How often intervals hold and verdicts err where rows depend on each other.

package ratchet.statistics;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.statistics.SimulatedOutcomes.Dependence;
import ratchet.statistics.SimulatedOutcomes.Version;

@Command(
    name = "evidence_bench",
    description = {
      "Simulates looks at a comparison that goes on: how often equal versions are found worse, and",
      "after how many outcomes a worse one is. Exit 3 when a promise is not kept."
    })
final class EvidenceBench implements Callable<ExitCode> {
  private static final double ALPHA = 0.05;
  private static final Version CALIBRATED = new Version(0, 0.3);
  private static final int OUTCOMES = 5_000;

  @Mixin private OutputOptions output;

  @Option(names = "--runs", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private boolean kept = true;

  public static void main(String... args) {
    System.exit(Cli.execute(new EvidenceBench(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    falseAlarms(console);
    detection(console);
    return kept ? ExitCode.DONE : ExitCode.REFUSED;
  }

  /** Versions that differ, none of them better: the shift costs as much to either side. */
  private void falseAlarms(Console console) {
    for (double sd : new double[] {0, 0.5, 1}) {
      for (double rho : sd == 0 ? new double[] {0} : new double[] {0, 0.9}) {
        for (int size : sd == 0 ? new int[] {1} : new int[] {1, 33}) {
          int clusters = (OUTCOMES + size - 1) / size;
          SequentialTrials trials =
              new SequentialTrials(
                  Dependence.ofSize(clusters, size, sd, rho),
                  new Version(0.45, 0.3),
                  new Version(-0.45, 0.3),
                  ALPHA);
          double share = SequentialTrials.share(trials.firstWorse(runs, seed));
          boolean promised = size == 33 || rho == 0;
          kept &= !promised || share <= 0.05;
          print(
              console,
              "equal versions, clusters of %d, effect sd %.1f, autocorrelation %.1f: %.1f %% found"
                  + " worse%s",
              size,
              sd,
              rho,
              100 * share,
              promised ? "" : " (not promised)");
        }
      }
    }
  }

  private void detection(Console console) {
    for (double worseBy : new double[] {0.035, 0.09}) {
      int promised = worseBy == 0.035 ? 400 : 120;
      List<DoubleFunction<Version>> kinds =
          List.of(shift -> new Version(shift, 0.3), noise -> new Version(0, 0.3 + noise));
      for (int kind = 0; kind < kinds.size(); kind++) {
        Version worse = SimulatedOutcomes.worseBy(worseBy, CALIBRATED, kinds.get(kind));
        SequentialTrials trials =
            new SequentialTrials(Dependence.none(OUTCOMES), CALIBRATED, worse, ALPHA);
        int[] found = trials.firstWorse(runs, seed);
        int median = SequentialTrials.median(found);
        kept &= median <= promised;
        print(
            console,
            "worse by %.3f through %s: found in %.1f %%, median %d outcomes (promised %d);"
                + " empirical Bernstein %d",
            worseBy,
            kind == 0 ? "a shift" : "noise",
            100 * SequentialTrials.share(found),
            median,
            promised,
            SequentialTrials.median(trials.firstExcluded(Math.min(runs, 500), seed, 100)));
      }
    }
  }

  private static void print(Console console, String format, Object... values) {
    console.result(String.format(Locale.ROOT, format, values));
  }
}
