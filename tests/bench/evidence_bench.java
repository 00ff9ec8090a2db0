///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/statistics/SimulatedOutcomes.java
//SOURCES ../ratchet/statistics/comparison/SequentialTrials.java
//SOURCES ../ratchet/statistics/SimulatedFigure.java
//SOURCES ../ratchet/statistics/CoverageTrials.java
//DESCRIPTION How often intervals hold and verdicts err where rows depend on each other.

package ratchet.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import ratchet.statistics.comparison.SequentialTrials;

@Command(
    name = "evidence_bench",
    description = {
      "Simulates rows that depend on each other: how often 95 %% intervals hold the truth, how",
      "often equal versions are found worse by somebody who looks after every outcome, and after",
      "how many outcomes a worse one is. Exit 3 when a promise is not kept."
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

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      description = "coverage, alarms or detection (default: all).")
  private List<String> parts = List.of("coverage", "alarms", "detection");

  private final Map<String, Double> truths = new HashMap<>();
  private boolean kept = true;

  public static void main(String... args) {
    System.exit(Cli.execute(new EvidenceBench(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    if (parts.contains("coverage")) {
      regimes().forEach((name, dependence) -> coverage(name, dependence, console));
    }
    if (parts.contains("alarms")) {
      falseAlarms(console);
    }
    if (parts.contains("detection")) {
      detection(console);
    }
    return kept ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private static Map<String, Dependence> regimes() {
    Map<String, Dependence> regimes = new LinkedHashMap<>();
    regimes.put("independent rows", Dependence.none(2_000));
    for (double sd : new double[] {0.5, 1}) {
      for (int size : new int[] {10, 33, 50}) {
        regimes.put("60 clusters of " + size + ", sd " + sd, Dependence.ofSize(60, size, sd, 0));
      }
    }
    int[] unequal = new int[80];
    Arrays.setAll(unequal, g -> g == 0 ? 400 : 1 + (int) (20 * -Math.log((g + 0.5) / 80)));
    regimes.put("80 unequal clusters, sd 0.5", new Dependence(unequal, 0.5, 0));
    for (double sd : new double[] {0.5, 1}) {
      for (int clusters : new int[] {60, 200}) {
        regimes.put(
            clusters + " clusters of 33, AR(0.9), sd " + sd,
            Dependence.ofSize(clusters, 33, sd, 0.9));
      }
    }
    return regimes;
  }

  private void coverage(String name, Dependence dependence, Console console) {
    for (SimulatedFigure figure : SimulatedFigure.values()) {
      double truth =
          truths.computeIfAbsent(
              figure + " " + dependence.effectSd(), key -> figure.truth(dependence.effectSd()));
      CoverageTrials trials = CoverageTrials.of(figure, dependence, truth, runs, seed);
      print(
          console,
          "%-36s %-17s %5.1f %% covered, %4.1f %% below, width %.2f; independent rows %5.1f %%",
          name,
          figure,
          100 * trials.covered(),
          100 * trials.below(),
          trials.width(),
          100 * trials.blind());
      boolean slow = dependence.autocorrelation() > 0;
      boolean paired = figure.name().endsWith("DIFFERENCE");
      int clusters = dependence.sizes().length;
      double least = !slow ? 0.93 : clusters < 200 ? (paired ? 0.91 : 0.88) : paired ? 0.94 : 0.93;
      // three standard errors of what was simulated
      kept &= trials.covered() >= least - 3 * Math.sqrt(least * (1 - least) / runs);
    }
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
            SequentialTrials.median(trials.firstExcluded(Math.min(runs, 200), seed, 100)));
      }
    }
  }

  private static void print(Console console, String format, Object... values) {
    console.result(String.format(Locale.ROOT, format, values));
  }
}
