package ratchet.promote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.gate.CommonRows.Reference;
import ratchet.gate.GateRules;
import ratchet.gate.NonInferiorRule;
import ratchet.gate.PairedMetric;
import ratchet.model.ModelName;

/** The promise of the book's intervals, on few pairs; a bench keeps it on thousands. */
class FalsePromotionTest {
  private static final int PAIRS = 200;

  /** The seed is fixed, so that nothing here depends on luck. */
  @ParameterizedTest
  @CsvSource({"ALPHA, AUC", "RUGGUARD, AUC", "FILLNET, BRIER"})
  void aCandidateThatIsWorseByTheMarginHardlyEverPasses(ModelName model, PairedMetric metric) {
    NonInferiorRule rule = rule(model, metric);
    assertThat(passing(rule, rule.margin())).isLessThanOrEqualTo(0.05);
    assertThat(passing(rule, 2 * rule.margin())).isLessThanOrEqualTo(0.01);
  }

  @ParameterizedTest
  @CsvSource({"ALPHA, AUC", "FILLNET, BRIER"})
  void oneThatIsMuchBetterMostlyPasses(ModelName model, PairedMetric metric) {
    NonInferiorRule rule = rule(model, metric);
    double better = metric == PairedMetric.AUC ? -0.08 : -0.01;
    assertThat(passing(rule, better)).isGreaterThan(0.9);
  }

  private static double passing(NonInferiorRule rule, double worseBy) {
    return SimulatedPairs.passing(PAIRS, 7, rule, SimulatedPairs.pair(rule.metric(), worseBy));
  }

  static NonInferiorRule rule(ModelName model, PairedMetric metric) {
    List<NonInferiorRule> rules =
        GateRules.standard().rules(model).stream()
            .filter(NonInferiorRule.class::isInstance)
            .map(NonInferiorRule.class::cast)
            .filter(rule -> rule.metric() == metric && rule.reference() == Reference.CHAMPION)
            .toList();
    assertThat(rules).isNotEmpty();
    return rules.get(0);
  }
}
