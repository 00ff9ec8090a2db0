package ratchet.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ratchet.evaluation.ClusterDesign;
import ratchet.evaluation.Refusal;

/** Decisions that depend on each other, and weights with heavy tails. */
class ClusteredPolicyTest {
  private static final OpeRules RULES = OpeRules.standard();
  private static final int LOGS = 300;

  /** The same at full size, and more of them: {@code tests/bench/outcome_bench.java}. */
  @ParameterizedTest
  @CsvSource({"60,10,1,0", "60,33,0.5,0", "200,5,1,0.9"})
  void intervalsHoldTheTruthAsOftenAsTheySay(int clusters, int size, double sd, double rho) {
    Map<OffPolicyEstimator, Integer> held = new EnumMap<>(OffPolicyEstimator.class);
    for (int seed = 0; seed < LOGS; seed++) {
      SimulatedBandit.intervals(
              SimulatedBandit.log(ClusterDesign.equal(clusters, size, sd, rho), seed))
          .forEach(
              (estimator, own) ->
                  held.merge(
                      estimator, own.contains(SimulatedBandit.truth()) ? 1 : 0, Integer::sum));
    }
    for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
      if (estimator.claimsCoverage()) {
        assertThat((double) held.get(estimator) / LOGS)
            .as("%s", estimator)
            .isBetween(rho > 0 ? 0.88 : 0.92, 0.995); // the wider of two rules
      }
    }
  }

  /** Nominal 2.5 %; more designs in {@code tests/bench/outcome_bench.java}. */
  @Test
  void aTargetAtTheFloorSeldomPasses() {
    ClusterDesign design = ClusterDesign.equal(60, 10, 1, 0);
    Map<OffPolicyEstimator, int[]> passed = new EnumMap<>(OffPolicyEstimator.class);
    for (int seed = 0; seed < 200; seed++) {
      SimulatedBandit.passesAtTheFloor(design, seed)
          .forEach(
              (estimator, own) -> {
                int[] counts = passed.computeIfAbsent(estimator, unseen -> new int[2]);
                counts[0] += own[0] ? 1 : 0;
                counts[1] += own[1] ? 1 : 0;
              });
    }
    assertThat(passed.values())
        .hasSize(3)
        .allSatisfy(counts -> assertThat(Math.max(counts[0], counts[1])).isLessThan(10));
  }

  @Test
  void decisionsThatAreWrittenFiftyTimesAreWorthWhatTheyWereOnce() {
    PolicyLog once = SimulatedBandit.log(80, 3);
    List<String> keys = new ArrayList<>();
    double[][] columns = new double[5][4000];
    for (int i = 0; i < 4000; i++) {
      keys.add("decision" + i % 80);
      columns[0][i] = once.rewards()[i % 80];
      columns[1][i] = once.propensities()[i % 80];
      columns[2][i] = once.targets()[i % 80];
      columns[3][i] = once.baseline().orElseThrow().logged()[i % 80];
      columns[4][i] = once.baseline().orElseThrow().target()[i % 80];
    }
    PolicyLog often =
        new PolicyLog(
            columns[0],
            columns[1],
            columns[2],
            Optional.of(new PolicyLog.Baseline(columns[3], columns[4])),
            List.of(),
            keys,
            new double[0]);
    OffPolicyEvaluation evaluation = OffPolicyEvaluation.of(often, Optional.empty(), RULES);
    assertThat(evaluation.diagnostics().worth()).isCloseTo(80, within(1.5));
    assertThat(evaluation.refusals())
        .extracting(Refusal::code)
        .contains("too_few_effective_decisions");
    double ofOnce = standardError(once);
    assertThat(standardError(often)).isCloseTo(ofOnce, within(0.02 * ofOnce));
  }

  @Test
  void fewClustersAreRefused() {
    PolicyLog log = SimulatedBandit.log(ClusterDesign.equal(12, 40, 0, 0), 1);
    assertThat(OffPolicyEvaluation.of(log, Optional.empty(), RULES).refusals())
        .contains(new Refusal("too_few_clusters", 12, 20));
  }

  /** What is not refused must hold: a miss and no refusal at most 7 times in a hundred. */
  @ParameterizedTest
  @CsvSource({"8,1000", "3,1000", "2,1000", "1.5,1000", "1.2,1000", "1.5,4000"})
  void heavyTailsHoldOrAreRefused(double index, int n) {
    Map<OffPolicyEstimator, Integer> missed = new EnumMap<>(OffPolicyEstimator.class);
    for (int seed = 0; seed < LOGS; seed++) {
      PolicyLog log = SimulatedBandit.heavy(n, index, seed);
      if (OffPolicyEvaluation.of(log, Optional.empty(), RULES).passed()) {
        SimulatedBandit.intervals(log)
            .forEach(
                (estimator, own) ->
                    missed.merge(
                        estimator,
                        own.contains(SimulatedBandit.heavyTruth(index)) ? 0 : 1,
                        Integer::sum));
      }
    }
    for (OffPolicyEstimator estimator : List.of(OffPolicyEstimator.IPS, OffPolicyEstimator.SNIPS)) {
      assertThat((double) missed.getOrDefault(estimator, 0) / LOGS)
          .as("%s", estimator)
          .isLessThanOrEqualTo(0.07);
    }
  }

  private static double standardError(PolicyLog log) {
    return OffPolicyEvaluation.of(log, Optional.empty(), RULES)
        .estimates()
        .get(OffPolicyEstimator.IPS)
        .standardError();
  }
}
