///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/gate/GateCandidates.java
//SOURCES ../ratchet/promote/PromotionSeries.java
//DESCRIPTION What many promotions in a row lose, how often honest refits pass, and what trying often gains.

package ratchet.promote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.model.Json;

@Command(
    name = "promotion_series_bench",
    description = {
      "Simulates series of candidates and lets the gates judge them: the real rules, drawn rows.",
      "Exit 3 when a promise of docs/evidence.md is not kept."
    })
final class PromotionSeriesBench implements Callable<ExitCode> {
  private static final double HOUR = 1 / (4 * 7 * 24.0);
  private static final double WEEK = 0.25;
  private static final double[] RATIOS = {2.8, 4, 5.2};

  @Mixin private OutputOptions output;

  @Option(names = "--series", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
  private int series;

  private ArrayNode results;
  private boolean kept = true;

  public static void main(String... args) {
    System.exit(Cli.execute(new PromotionSeriesBench(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    ObjectNode fields = Json.MAPPER.createObjectNode();
    results = fields.put("series", series).putArray("results");
    for (double ratio : RATIOS) {
      for (boolean anchor : new boolean[] {false, true}) {
        String with = anchor ? "with anchor" : "without anchor";
        double[] weekly = PromotionSeries.losses(series, ratio, 0.5, 26, WEEK, anchor);
        double[] fixed = PromotionSeries.losses(series, ratio, 0.5, 24, 0, anchor);
        tell(console, ratio, "half a margin a week, 26 weeks, " + with, weekly, anchor);
        tell(console, ratio, "half a margin, 24 steps on the same rows, " + with, fixed, anchor);
        double honest = PromotionSeries.honestPassing(series, ratio, anchor);
        tell(console, ratio, "honest weekly refits that pass, " + with, honest, 1);
      }
      for (double worse : new double[] {1, 1.5}) {
        for (boolean account : new boolean[] {false, true}) {
          String with = " margins worse, " + (account ? "with account" : "without account");
          double most = account && worse > 1 ? 0.05 : 1;
          tell(
              console,
              ratio,
              "20 hourly tries, ever passing, " + worse + with,
              PromotionSeries.everPassing(series, ratio, worse, 20, HOUR, account),
              most);
          tell(
              console,
              ratio,
              "20 weekly tries, ever passing, " + worse + with,
              PromotionSeries.everPassing(series, ratio, worse, 20, WEEK, account),
              most);
        }
      }
    }
    ExitCode exit = kept ? ExitCode.DONE : ExitCode.REFUSED;
    console.document("promotion_series_bench", exit, fields);
    return exit;
  }

  private void tell(Console console, double ratio, String what, double[] losses, boolean promised) {
    double mean = PromotionSeries.mean(losses);
    double high = PromotionSeries.quantile(losses, 0.95);
    kept &= !promised || high <= 1.5 + 1e-9;
    console.result(
        String.format("%.1f  %-60s lost %.2f margins (95 %%: %.2f)", ratio, what, mean, high));
    results.addObject().put("ratio", ratio).put("what", what).put("mean", mean).put("p95", high);
  }

  private void tell(Console console, double ratio, String what, double share, double most) {
    kept &= share <= most;
    console.result(String.format("%.1f  %-60s %.1f %%", ratio, what, 100 * share));
    results.addObject().put("ratio", ratio).put("what", what).put("share", share);
  }
}
