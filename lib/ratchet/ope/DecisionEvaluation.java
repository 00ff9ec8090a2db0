package ratchet.ope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.data.log.LoggedDecision;
import ratchet.data.log.LoggedDecisions;
import ratchet.evaluation.Refusal;

/**
 * Off-policy evaluation of the decisions of a database.
 *
 * @param decisions decisions with the probabilities with which they were drawn
 * @param withOutcome those of them with a known outcome
 * @param withoutProbabilities decisions that were not drawn, or have no probabilities
 * @param malformed decisions whose context cannot be used
 * @param arms how often each arm was taken, and how often the probabilities expect it
 * @param log the log that was evaluated
 * @param evaluation its estimates and refusals
 */
public record DecisionEvaluation(
    int decisions,
    int withOutcome,
    long withoutProbabilities,
    long malformed,
    ArmFrequencies arms,
    PolicyLog log,
    OffPolicyEvaluation evaluation) {
  /** Share of drawn decisions with a known outcome; 0 without decisions. */
  public double coverage() {
    return decisions == 0 ? 0 : (double) withOutcome / decisions;
  }

  /**
   * @param logged the decisions of the log
   * @param champion the same decisions with the values of production's model, and production's
   *     policy; empty if the target is compared with the logged policy only
   */
  static DecisionEvaluation of(
      LoggedDecisions logged,
      LoggedPolicy policy,
      TargetPolicy target,
      Optional<Champion> champion,
      OpeRules rules) {
    PolicyReward reward = new PolicyReward(rules.sizingMaeWeight());
    List<LoggedDecision> known = known(logged, reward);
    PolicyLog log = log(known, target, reward);
    Optional<PolicyLog> production =
        champion.map(own -> log(known(own.decisions, reward), own.policy, reward));
    ArmFrequencies arms = ArmFrequencies.of(logged.decisions());
    List<Refusal> more = new ArrayList<>(arms.refusals(rules.armZAtMost()));
    int decisions = logged.decisions().size();
    double coverage = decisions == 0 ? 0 : (double) known.size() / decisions;
    if (coverage < rules.coverageAtLeast()) {
      more.add(new Refusal("coverage_too_low", coverage, rules.coverageAtLeast()));
    }
    OffPolicyEvaluation evaluation =
        OffPolicyEvaluation.of(log, production, Optional.of(policy), rules).refusedBy(more);
    boolean isDrawn = arms.refusals(rules.armZAtMost()).isEmpty();
    return new DecisionEvaluation(
        decisions,
        known.size(),
        logged.withoutProbabilities(),
        logged.malformed(),
        arms,
        log,
        isDrawn ? evaluation : evaluation.withoutEstimates());
  }

  /** Production's policy on the same decisions. */
  record Champion(LoggedDecisions decisions, TargetPolicy policy) {}

  private static List<LoggedDecision> known(LoggedDecisions logged, PolicyReward reward) {
    return logged.decisions().stream()
        .filter(decision -> !Double.isNaN(rewardOf(decision, reward)))
        .toList();
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
        decisions.stream().map(LoggedDecision::segment).toList(),
        decisions.stream().map(DecisionEvaluation::cluster).toList(),
        decisions.stream().mapToDouble(LoggedDecision::ms).toArray());
  }

  /** The mint; a decision without a known mint is a cluster of its own. */
  private static String cluster(LoggedDecision decision) {
    return decision.mint().isEmpty() ? "decision " + decision.id() : decision.mint();
  }

  /**
   * A reward model: the mean reward of each arm. For each fifth of the log it is fitted on the
   * other four, so that the expectation of a decision does not depend on its own reward.
   */
  static final class ArmMeans {
    private static final int FOLDS = 5;

    private final double[][] byFold;
    private final int size;

    private ArmMeans(double[][] byFold, int size) {
      this.byFold = byFold;
      this.size = size;
    }

    /**
     * @param arms by decision, in the order of time
     * @param rewards by decision
     * @param armCount one more than the largest arm
     */
    static ArmMeans fit(int[] arms, double[] rewards, int armCount) {
      double[][] sums = new double[FOLDS][armCount];
      int[][] counts = new int[FOLDS][armCount];
      for (int i = 0; i < arms.length; i++) {
        int fold = fold(i, arms.length);
        sums[fold][arms[i]] += rewards[i];
        counts[fold][arms[i]]++;
      }
      double[][] means = new double[FOLDS][armCount];
      for (int fold = 0; fold < FOLDS; fold++) {
        double overall = outside(sums, counts, fold, 0, armCount);
        for (int arm = 0; arm < armCount; arm++) {
          double mean = outside(sums, counts, fold, arm, arm + 1);
          means[fold][arm] = Double.isNaN(mean) ? overall : mean;
        }
      }
      return new ArmMeans(means, arms.length);
    }

    /** The expected reward of an arm at a decision; 0 if there is no other decision. */
    double expected(int decision, int arm) {
      double mean = byFold[fold(decision, size)][arm];
      return Double.isNaN(mean) ? 0 : mean;
    }

    private static double outside(double[][] sums, int[][] counts, int fold, int from, int to) {
      double sum = 0;
      int count = 0;
      for (int other = 0; other < FOLDS; other++) {
        for (int arm = from; other != fold && arm < to; arm++) {
          sum += sums[other][arm];
          count += counts[other][arm];
        }
      }
      return count == 0 ? Double.NaN : sum / count;
    }

    private static int fold(int index, int size) {
      return (int) ((long) index * FOLDS / size);
    }
  }
}
