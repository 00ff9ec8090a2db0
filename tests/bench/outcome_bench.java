///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/evaluation/ClusterDesign.java
//SOURCES ../ratchet/backtest/SimulatedTrades.java
//SOURCES ../ratchet/ope/SimulatedBandit.java
//DESCRIPTION How often the intervals of backtest and ope hold the truth where rows depend on each other.

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
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
      "Simulates trades and decisions whose truth is known. Counts how often the 95 %% intervals"
          + " of",
      "backtest and ope hold it, and how often a candidate at its margin or floor passes: by",
      "dependence, and for weights with heavy tails."
    })
final class OutcomeBench implements Callable<ExitCode> {
  @Mixin private OutputOptions output;

  @Option(names = "--runs", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--part",
      paramLabel = "PART",
      split = ",",
      description = "coverage, margin or tails (default: all).")
  private List<String> parts = List.of("coverage", "margin", "tails");

  public static void main(String... args) {
    System.exit(Cli.execute(new OutcomeBench(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    if (parts.contains("coverage")) {
      coverage(console);
    }
    if (parts.contains("margin")) {
      margin(console);
    }
    if (parts.contains("tails")) {
      tails(console);
    }
    return ExitCode.DONE;
  }

  private static Map<String, ClusterDesign> designs() {
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
    return designs;
  }

  private void coverage(Console console) {
    table(console, "dependence | net per day | ips | snips | dr | sndr | switch_dr | dros");
    designs()
        .forEach(
            (name, design) -> {
              double truth = SimulatedTrades.truth(design.rows());
              row(
                  console,
                  name,
                  seed -> {
                    List<Boolean> held = new ArrayList<>();
                    held.add(SimulatedTrades.netUsd(design, seed).contains(truth));
                    SimulatedBandit.intervals(SimulatedBandit.log(design, seed))
                        .forEach(
                            (estimator, own) -> {
                              if (estimator.claimsCoverage()) {
                                held.add(own.contains(SimulatedBandit.truth()));
                              }
                            });
                    return held;
                  });
            });
  }

  private void margin(Console console) {
    table(
        console,
        "dependence | backtest | ips, logged | snips, logged | dr, logged | ips, production |"
            + " snips, production | dr, production");
    designs()
        .forEach(
            (name, design) ->
                row(
                    console,
                    name,
                    seed -> {
                      List<Boolean> passed = new ArrayList<>();
                      passed.add(SimulatedTrades.passesAtTheMargin(design, seed));
                      Map<OffPolicyEstimator, boolean[]> found =
                          SimulatedBandit.passesAtTheFloor(design, seed);
                      for (int reference : new int[] {0, 1}) {
                        found.values().forEach(own -> passed.add(own[reference]));
                      }
                      return passed;
                    }));
  }

  private void tails(Console console) {
    table(
        console,
        "tail index of the weights, decisions | answered | ips misses, answered or not | ips misses"
            + " and is answered | snips misses | snips misses and is answered");
    for (double index : new double[] {8, 4, 3, 2, 1.5, 1.2}) {
      for (int n : new int[] {300, 1000, 4000}) {
        row(
            console,
            index + ", " + n,
            seed -> {
              PolicyLog log = SimulatedBandit.heavy(n, index, seed);
              boolean answered =
                  OffPolicyEvaluation.of(log, Optional.empty(), OpeRules.standard()).passed();
              Map<OffPolicyEstimator, ClusterInterval> found = SimulatedBandit.intervals(log);
              List<Boolean> cells = new ArrayList<>(List.of(answered));
              for (OffPolicyEstimator estimator :
                  List.of(OffPolicyEstimator.IPS, OffPolicyEstimator.SNIPS)) {
                ClusterInterval own = found.get(estimator);
                boolean misses = own == null || !own.contains(SimulatedBandit.heavyTruth(index));
                cells.add(misses);
                cells.add(misses && answered);
              }
              return cells;
            });
      }
    }
  }

  private static void table(Console console, String head) {
    console.result("");
    console.result("| " + head + " |");
    console.result("| --- ".repeat(head.split("[|]").length) + "|");
  }

  /** In how many per cent of the runs each of several things happened. */
  private void row(Console console, String name, LongFunction<List<Boolean>> trial) {
    List<List<Boolean>> found = LongStream.range(0, runs).parallel().mapToObj(trial).toList();
    StringBuilder line = new StringBuilder("| " + name + " |");
    for (int cell = 0; cell < found.get(0).size(); cell++) {
      int own = cell;
      double share = 100.0 * found.stream().filter(run -> run.get(own)).count() / runs;
      line.append(String.format(Locale.ROOT, " %.1f |", share));
    }
    console.result(line.toString());
  }
}
