///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/evaluation/ClusterDesign.java
//SOURCES ../ratchet/backtest/SimulatedTrades.java
//SOURCES ../ratchet/ope/SimulatedBandit.java
//DESCRIPTION How often the intervals of backtest and ope hold the truth where rows depend on each other.

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.backtest.SimulatedTrades;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.evaluation.ClusterDesign;
import ratchet.ope.OffPolicyEstimator;
import ratchet.ope.OffPolicyEvaluation;
import ratchet.ope.OpeRules;
import ratchet.ope.PolicyLog;
import ratchet.ope.SimulatedBandit;
import ratchet.statistics.ClusterInterval;

@Command(
    name = "outcome_bench",
    description = {
      "Simulates trades and decisions whose truth is known, and counts how often the 95 % intervals"
          + " of",
      "backtest and ope hold it: by dependence, and for weights with heavy tails."
    })
final class OutcomeBench implements Callable<ExitCode> {
  @Mixin private OutputOptions output;

  @Option(names = "--runs", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  public static void main(String... args) {
    System.exit(Cli.execute(new OutcomeBench(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    dependence(console);
    heavyTails(console);
    return ExitCode.DONE;
  }

  private void dependence(Console console) {
    Map<String, ClusterDesign> designs = new LinkedHashMap<>();
    designs.put("independent, 600 rows", ClusterDesign.independent(600));
    for (int size : new int[] {10, 33, 50}) {
      for (double sd : new double[] {0.5, 1}) {
        designs.put(
            "60 clusters of " + size + ", effect sd " + sd, ClusterDesign.equal(60, size, sd, 0));
      }
    }
    designs.put("100 unequal clusters, effect sd 1", ClusterDesign.unequal(100, 10, 1, 7));
    for (int clusters : new int[] {60, 200}) {
      for (double sd : new double[] {0.5, 1}) {
        designs.put(
            clusters + " clusters of 10, effect sd " + sd + ", AR(0.9)",
            ClusterDesign.equal(clusters, 10, sd, 0.9));
      }
    }
    console.result("| dependence | net per day | ips | snips | dr | sndr | switch_dr | dros |");
    console.result("| --- | --- | --- | --- | --- | --- | --- | --- |");
    designs.forEach(
        (name, design) -> {
          StringBuilder line = new StringBuilder("| " + name + " | ");
          double truth = SimulatedTrades.truth(design.rows());
          line.append(percent(seed -> SimulatedTrades.netUsd(design, seed).contains(truth)));
          for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
            if (estimator.claimsCoverage()) {
              line.append(" | ").append(percent(seed -> holds(design, estimator, seed)));
            }
          }
          console.result(line + " |");
        });
  }

  private static boolean holds(ClusterDesign design, OffPolicyEstimator estimator, long seed) {
    ClusterInterval own =
        SimulatedBandit.intervals(SimulatedBandit.log(design, seed)).get(estimator);
    return own.contains(SimulatedBandit.truth());
  }

  private void heavyTails(Console console) {
    console.result("");
    console.result(
        "| tail index of the weights, decisions | answered | ips misses, answered or not | ips"
            + " misses and is answered | snips misses | snips misses and is answered |");
    console.result("| --- | --- | --- | --- | --- | --- |");
    for (double index : new double[] {8, 4, 3, 2, 1.5, 1.2}) {
      for (int n : new int[] {300, 1000, 4000}) {
        String line =
            "| " + index + ", " + n + " | " + percent(seed -> answers(n, index, seed)) + " |";
        for (OffPolicyEstimator estimator :
            new OffPolicyEstimator[] {OffPolicyEstimator.IPS, OffPolicyEstimator.SNIPS}) {
          line +=
              " "
                  + percent(seed -> misses(n, index, estimator, seed))
                  + " | "
                  + percent(seed -> misses(n, index, estimator, seed) && answers(n, index, seed))
                  + " |";
        }
        console.result(line);
      }
    }
  }

  private static boolean answers(int n, double index, long seed) {
    PolicyLog log = SimulatedBandit.heavy(n, index, seed);
    return OffPolicyEvaluation.of(log, java.util.Optional.empty(), OpeRules.standard()).passed();
  }

  private static boolean misses(int n, double index, OffPolicyEstimator estimator, long seed) {
    ClusterInterval own =
        SimulatedBandit.intervals(SimulatedBandit.heavy(n, index, seed)).get(estimator);
    return own == null || !own.contains(SimulatedBandit.heavyTruth(index));
  }

  private interface Trial {
    boolean succeeds(long seed);
  }

  private String percent(Trial trial) {
    long count = IntStream.range(0, runs).parallel().filter(trial::succeeds).count();
    return String.format(Locale.ROOT, "%.1f", 100.0 * count / runs);
  }
}
