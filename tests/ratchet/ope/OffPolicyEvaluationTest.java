package ratchet.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import ratchet.evaluation.Refusal;
import ratchet.statistics.ClusterInterval;

class OffPolicyEvaluationTest {
  private static final OpeRules RULES = OpeRules.standard();

  /** Weights 2, 0.5, 1: every formula by hand. */
  private static final PolicyLog THREE =
      new PolicyLog(
          new double[] {1, 0, 3},
          new double[] {0.25, 0.5, 0.5},
          new double[] {0.5, 0.25, 0.5},
          Optional.of(
              new PolicyLog.Baseline(new double[] {0.5, 0.5, 2}, new double[] {1, 0.4, 1.6})),
          List.of());

  @Test
  void everyEstimatorIsItsFormula() {
    assertThat(value(OffPolicyEstimator.IPS)).isCloseTo((2 + 0 + 3) / 3.0, within(1e-15));
    assertThat(value(OffPolicyEstimator.SNIPS)).isCloseTo(5 / 3.5, within(1e-15));
    assertThat(value(OffPolicyEstimator.DM)).isCloseTo(1, within(1e-15));
    // corrections 2·0.5, 0.5·(−0.5), 1·1
    assertThat(value(OffPolicyEstimator.DR)).isCloseTo(1 + 1.75 / 3, within(1e-15));
    assertThat(value(OffPolicyEstimator.SNDR)).isCloseTo(1 + 1.75 / 3.5, within(1e-15));
    // τ = √3 leaves the weight of 2 out
    assertThat(value(OffPolicyEstimator.SWITCH_DR)).isCloseTo(1 + 0.75 / 3, within(1e-15));
    // λ = 3: weights 6/7, 1.5/3.25, 3/4
    assertThat(value(OffPolicyEstimator.DROS))
        .isCloseTo(1 + (6 / 7.0 * 0.5 - 1.5 / 3.25 * 0.5 + 0.75) / 3, within(1e-15));
  }

  @Test
  void standardErrorsAreThoseOfTheInfluences() {
    // terms 2, 0, 3: variance 7/3
    assertThat(standardError(OffPolicyEstimator.IPS))
        .isCloseTo(Math.sqrt(7 / 3.0 / 3), within(1e-15));
    double snips = 5 / 3.5;
    double scale = 3.5 / 3;
    double squares =
        Math.pow(2 / scale * (1 - snips), 2)
            + Math.pow(0.5 / scale * snips, 2)
            + Math.pow(1 / scale * (3 - snips), 2);
    assertThat(standardError(OffPolicyEstimator.SNIPS))
        .isCloseTo(Math.sqrt(squares / 6), within(1e-15));
  }

  /** Acceptance: between 92 and 98 % of 500 intervals hold the truth. */
  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    Map<OffPolicyEstimator, Integer> held = new EnumMap<>(OffPolicyEstimator.class);
    int logs = 500;
    for (int seed = 0; seed < logs; seed++) {
      OffPolicyEvaluation evaluation =
          OffPolicyEvaluation.of(SimulatedBandit.log(600, seed), Optional.empty(), RULES);
      evaluation
          .estimates()
          .forEach(
              (estimator, estimate) -> {
                boolean holds = estimate.interval().orElseThrow().contains(SimulatedBandit.truth());
                held.merge(estimator, holds ? 1 : 0, Integer::sum);
              });
    }
    for (OffPolicyEstimator estimator : OffPolicyEstimator.values()) {
      double share = (double) held.get(estimator) / logs;
      if (estimator.claimsCoverage()) {
        assertThat(share).as("%s", estimator).isBetween(0.92, 0.98);
      } else {
        assertThat(share).as("%s leans on a model that is wrong", estimator).isLessThan(0.5);
      }
    }
  }

  @Test
  void aLogOfItsOwnPolicyHasNoDifference() {
    PolicyLog log = SimulatedBandit.log(400, 1);
    PolicyLog own =
        new PolicyLog(
            log.rewards(), log.propensities(), log.propensities(), Optional.empty(), List.of());
    OffPolicyEvaluation evaluation = evaluate(own, Optional.of(LoggedPolicy.FEE));
    assertThat(evaluation.differences().get(OffPolicyEstimator.IPS))
        .extracting(ClusterInterval::lower, ClusterInterval::upper)
        .containsExactly(0.0, 0.0);
    assertThat(evaluation.diagnostics().ess()).isCloseTo(400, within(1e-9));
    // without a reward model there is no DR to hold against its floor
    assertThat(codes(evaluation)).containsExactly("dr_below_floor");
  }

  @Test
  void oneDecisionOfTinyPropensityIsRefusedForItsEffectiveSampleSize() {
    PolicyLog log = SimulatedBandit.log(400, 1);
    double[] propensities = log.propensities().clone();
    propensities[17] = 1e-6;
    OffPolicyEvaluation evaluation = evaluate(with(log, propensities, log.targets()));
    assertThat(codes(evaluation)).contains("ess_too_low", "mean_weight_too_high");
    assertThat(evaluation.refusals().get(0).measured()).isLessThan(2);
    assertThat(evaluation.diagnostics().clippedMass()).isGreaterThan(0.9);
  }

  @Test
  void aPropensityOfZeroLeavesNothingToEstimate() {
    PolicyLog log = SimulatedBandit.log(400, 1);
    double[] propensities = log.propensities().clone();
    propensities[3] = 0;
    propensities[4] = -0.1;
    OffPolicyEvaluation evaluation = evaluate(with(log, propensities, log.targets()));
    assertThat(evaluation.refusals()).contains(new Refusal("non_positive_propensity", 2, 0));
    assertThat(evaluation.estimates()).isEmpty();
  }

  @Test
  void aTargetThatNeverDoesWhatWasLoggedHasNoOverlap() {
    PolicyLog log = SimulatedBandit.log(400, 1);
    OffPolicyEvaluation evaluation = evaluate(with(log, log.propensities(), new double[400]));
    assertThat(codes(evaluation)).contains("no_overlap", "ess_too_low", "mean_weight_too_low");
    assertThat(evaluation.estimates()).doesNotContainKey(OffPolicyEstimator.SNIPS);
  }

  @Test
  void certainDecisionsAreDeterministicLogging() {
    PolicyLog log = SimulatedBandit.log(400, 1);
    double[] ones = new double[400];
    Arrays.fill(ones, 1);
    OffPolicyEvaluation evaluation = evaluate(with(log, ones, ones));
    assertThat(evaluation.refusals()).containsExactly(new Refusal("deterministic_logging", 1, 0.5));
  }

  @Test
  void tooFewDecisionsAreRefusedAndNoneCanBeEvaluated() {
    assertThat(evaluate(SimulatedBandit.log(249, 1)).refusals())
        .contains(new Refusal("too_few_decisions", 249, 250));
    assertThat(codes(evaluate(SimulatedBandit.log(250, 1)))).doesNotContain("too_few_decisions");
    assertThat(codes(evaluate(SimulatedBandit.log(400, 1)))).isEmpty();
    double[] none = new double[0];
    OffPolicyEvaluation empty =
        evaluate(new PolicyLog(none, none, none, Optional.empty(), List.of()));
    assertThat(codes(empty)).containsExactly("too_few_decisions");
    assertThat(empty.estimates()).isEmpty();
    assertThat(empty.loggedValue()).isNaN();
  }

  @Test
  void theSameSeedGivesTheSameIntervals() {
    PolicyLog log = SimulatedBandit.log(300, 5);
    assertThat(evaluate(log)).isEqualTo(evaluate(log));
  }

  private static double value(OffPolicyEstimator estimator) {
    return OffPolicyTerms.of(estimator, THREE).orElseThrow().estimate();
  }

  private static double standardError(OffPolicyEstimator estimator) {
    return evaluate(THREE).estimates().get(estimator).standardError();
  }

  private static PolicyLog with(PolicyLog log, double[] propensities, double[] targets) {
    return new PolicyLog(log.rewards(), propensities, targets, log.baseline(), List.of());
  }

  private static OffPolicyEvaluation evaluate(PolicyLog log) {
    return evaluate(log, Optional.empty());
  }

  private static OffPolicyEvaluation evaluate(PolicyLog log, Optional<LoggedPolicy> policy) {
    return OffPolicyEvaluation.of(log, policy, RULES);
  }

  private static List<String> codes(OffPolicyEvaluation evaluation) {
    return evaluation.refusals().stream().map(Refusal::code).toList();
  }
}
