///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//SOURCES ../../lib/Ratchet.java
//SOURCES ../ratchet/promote/SimulatedPairs.java
//DESCRIPTION How often a candidate passes the book's comparison with production, by how much worse it truly is.

package ratchet.promote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import ratchet.cli.Cli;
import ratchet.cli.Console;
import ratchet.cli.ExitCode;
import ratchet.cli.OutputOptions;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.GateRules;
import ratchet.gate.NonInferiorRule;
import ratchet.gate.PairedMetric;
import ratchet.model.Json;
import ratchet.model.ModelName;

@Command(
    name = "false_promotion_bench",
    description = {
      "Simulates pairs of champion and candidate and lets the built-in book judge them.",
      "Exit 3 when more than one in twenty passes that is worse by the margin or more."
    })
final class FalsePromotionBench implements Callable<ExitCode> {
  private static final double PROMISE = 0.05;
  private static final List<Double> MARGINS_WORSE = List.of(-2.0, 0.0, 1.0, 1.5, 2.0);

  @Mixin private OutputOptions output;

  @Option(names = "--pairs", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
  private int pairs;

  @Option(names = "--seed", defaultValue = "42", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  public static void main(String... args) {
    System.exit(Cli.execute(new FalsePromotionBench(), args));
  }

  @Override
  public ExitCode call() {
    Console console = output.console();
    ObjectNode fields = Json.MAPPER.createObjectNode();
    ArrayNode results = fields.put("pairs", pairs).putArray("results");
    boolean kept = true;
    for (ModelName model : ModelName.all()) {
      for (NonInferiorRule rule : rules(model)) {
        for (double margins : MARGINS_WORSE) {
          double worseBy = margins * rule.margin();
          double passing =
              SimulatedPairs.passing(
                  pairs, seed, rule, SimulatedPairs.pair(rule.metric(), worseBy));
          kept &= margins < 1 || passing <= PROMISE;
          console.result(
              String.format(
                  "%-8s %-24s worse by %7.4f (%4.1f margins): %5.2f %% pass",
                  model.id(), rule.name(), worseBy, margins, 100 * passing));
          results
              .addObject()
              .put("model", model.id())
              .put("rule", rule.name())
              .put("worse_by", worseBy)
              .put("passing", passing);
        }
      }
    }
    ExitCode exit = kept ? ExitCode.DONE : ExitCode.REFUSED;
    console.document("false_promotion_bench", exit, fields);
    return exit;
  }

  /**
   * Concordance and slippage follow the same rule; their truth has no closed form to simulate by.
   */
  private static List<NonInferiorRule> rules(ModelName model) {
    return GateRules.standard().rules(model).stream()
        .filter(NonInferiorRule.class::isInstance)
        .map(NonInferiorRule.class::cast)
        .filter(rule -> rule.reference() == Reference.CHAMPION)
        .filter(rule -> rule.metric() == PairedMetric.AUC || rule.metric() == PairedMetric.BRIER)
        .toList();
  }
}
