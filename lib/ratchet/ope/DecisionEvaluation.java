package ratchet.ope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ratchet.data.log.LoggedDecision;
import ratchet.data.log.LoggedDecisions;
import ratchet.evaluation.Refusal;
import ratchet.statistics.Bootstrap;

/**
 * Off-policy evaluation of the decisions of a database.
 *
 * @param decisions that say with what probabilities they were drawn
 * @param withOutcome those of them of which it is known what came after
 * @param withoutProbabilities decisions that were not drawn, or do not say how
 * @param malformed decisions whose context cannot be used
 * @param log what was evaluated
 */
public record DecisionEvaluation(
    int decisions,
    int withOutcome,
    long withoutProbabilities,
    long malformed,
    PolicyLog log,
    OffPolicyEvaluation evaluation) {
  /** Share of drawn decisions of which it is known what came after; 0 without decisions. */
  public double coverage() {
    return decisions == 0 ? 0 : (double) withOutcome / decisions;
  }

  public static DecisionEvaluation of(
      LoggedDecisions logged,
      LoggedPolicy policy,
      TargetPolicy target,
      OpeRules rules,
      Bootstrap bootstrap) {
    PolicyReward reward = new PolicyReward(rules.sizingMaeWeight());
    List<LoggedDecision> known =
        logged.decisions().stream()
            .filter(decision -> !Double.isNaN(rewardOf(decision, reward)))
            .toList();
    PolicyLog log = log(known, target, reward);
    List<Refusal> more = new ArrayList<>(drawnAsLogged(logged.decisions(), rules));
    int decisions = logged.decisions().size();
    double coverage = decisions == 0 ? 0 : (double) known.size() / decisions;
    if (coverage < rules.coverageAtLeast()) {
      more.add(new Refusal("coverage_too_low", coverage, rules.coverageAtLeast()));
    }
    return new DecisionEvaluation(
        decisions,
        known.size(),
        logged.withoutProbabilities(),
        logged.malformed(),
        log,
        OffPolicyEvaluation.of(log, Optional.of(policy), rules, bootstrap).refusedBy(more));
  }

  private static double rewardOf(LoggedDecision decision, PolicyReward reward) {
    return decision.outcome().map(reward::of).orElse(Double.NaN);
  }

  private static PolicyLog log(
      List<LoggedDecision> decisions, TargetPolicy target, PolicyReward reward) {
    int n = decisions.size();
    double[] rewards = decisions.stream().mapToDouble(own -> rewardOf(own, reward)).toArray();
    int[] arms = decisions.stream().mapToInt(LoggedDecision::arm).toArray();
    int armCount = decisions.stream().mapToInt(own -> own.probabilities().length).max().orElse(0);
    ArmMeans means = ArmMeans.fit(arms, rewards, armCount);
    double[] propensities = new double[n];
    double[] targets = new double[n];
    double[] expectedLogged = new double[n];
    double[] expectedTarget = new double[n];
    for (int i = 0; i < n; i++) {
      LoggedDecision decision = decisions.get(i);
      double[] probabilities = target.probabilities(decision);
      propensities[i] = decision.probabilities()[arms[i]];
      targets[i] = probabilities[arms[i]];
      expectedLogged[i] = means.expected(i, arms[i]);
      for (int arm = 0; arm < probabilities.length; arm++) {
        expectedTarget[i] += probabilities[arm] * means.expected(i, arm);
      }
    }
    return new PolicyLog(
        rewards,
        propensities,
        targets,
        Optional.of(new PolicyLog.Baseline(expectedLogged, expectedTarget)),
        decisions.stream().map(LoggedDecision::segment).toList());
  }

  /**
   * Whether the likeliest arm was taken about as often as its probabilities say. One that is taken
   * far more often was not drawn at all: the probabilities were written down and not used.
   */
  private static List<Refusal> drawnAsLogged(List<LoggedDecision> decisions, OpeRules rules) {
    double expected = 0;
    double variance = 0;
    long taken = 0;
    for (LoggedDecision decision : decisions) {
      double[] probabilities = decision.probabilities();
      double largest = Arrays.stream(probabilities).max().orElse(0);
      if (Arrays.stream(probabilities).filter(own -> own == largest).count() > 1) {
        continue; // which of them a policy that does not draw would take is not known
      }
      expected += largest;
      variance += largest * (1 - largest);
      taken += probabilities[decision.arm()] == largest ? 1 : 0;
    }
    double most = expected + rules.greedyExcessAtMost() * Math.sqrt(Math.max(0, variance));
    int n = decisions.size();
    return variance > 0 && taken > most
        ? List.of(new Refusal("deterministic_logging", (double) taken / n, most / n))
        : List.of();
  }
}
