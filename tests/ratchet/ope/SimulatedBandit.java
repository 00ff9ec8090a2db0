package ratchet.ope;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import ratchet.evaluation.ClusterDesign;
import ratchet.statistics.ClusterInterval;

/**
 * A small world whose truth is known: four contexts, three actions, rewards of 0 or 1. The reward
 * model is wrong on purpose, so that what leans on it alone is found out.
 */
public final class SimulatedBandit {
  private static final double[][] REWARD = {
    {0.2, 0.5, 0.7}, {0.6, 0.4, 0.3}, {0.1, 0.8, 0.4}, {0.5, 0.5, 0.9}
  };
  private static final double[][] LOGGING = {
    {0.6, 0.3, 0.1}, {0.2, 0.5, 0.3}, {0.3, 0.3, 0.4}, {0.5, 0.4, 0.1}
  };
  private static final double[][] TARGET = {
    {0.1, 0.2, 0.7}, {0.7, 0.2, 0.1}, {0.1, 0.7, 0.2}, {0.2, 0.3, 0.5}
  };

  /** Between both, a little nearer to the target: production's. */
  private static final double[][] PRODUCTION = {
    {0.3, 0.25, 0.45}, {0.5, 0.35, 0.15}, {0.2, 0.55, 0.25}, {0.3, 0.35, 0.35}
  };

  private static final double MODEL_ERROR = 0.15;
  private static final double HEAVY_BELOW = 0.2;

  private SimulatedBandit() {}

  /** What the target policy earns. */
  public static double truth() {
    return earned(TARGET);
  }

  private static double earned(double[][] policy) {
    double sum = 0;
    for (int x = 0; x < REWARD.length; x++) {
      for (int a = 0; a < REWARD[x].length; a++) {
        sum += policy[x][a] * REWARD[x][a] / REWARD.length;
      }
    }
    return sum;
  }

  static PolicyLog log(int n, long seed) {
    return log(n, TARGET, 0, new double[n], seed);
  }

  /**
   * @param shared by decision, what its cluster adds to the reward of the third action and takes
   *     from that of the first, times {@code spread}
   */
  private static PolicyLog log(
      int n, double[][] policy, double spread, double[] shared, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] rewards = new double[n];
    double[] propensities = new double[n];
    double[] targets = new double[n];
    double[] logged = new double[n];
    double[] target = new double[n];
    for (int i = 0; i < n; i++) {
      int x = random.nextInt(REWARD.length);
      double u = random.nextDouble();
      int a = u < LOGGING[x][0] ? 0 : u < LOGGING[x][0] + LOGGING[x][1] ? 1 : 2;
      rewards[i] = (random.nextDouble() < REWARD[x][a] ? 1 : 0) + spread * (a - 1) * shared[i];
      propensities[i] = LOGGING[x][a];
      targets[i] = policy[x][a];
      logged[i] = model(x, a);
      for (int b = 0; b < REWARD[x].length; b++) {
        target[i] += policy[x][b] * model(x, b);
      }
    }
    return new PolicyLog(
        rewards,
        propensities,
        targets,
        Optional.of(new PolicyLog.Baseline(logged, target)),
        List.of());
  }

  /** Rewards with noise, of which the decisions of a cluster share a part; the same truth. */
  public static PolicyLog log(ClusterDesign design, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    double[] shared = design.effects(random);
    PolicyLog plain = log(design.rows(), seed);
    double[] rewards = new double[design.rows()];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = plain.rewards()[i] + 0.5 * (shared[i] + random.nextGaussian());
    }
    return inClusters(plain, rewards, design);
  }

  private static PolicyLog inClusters(PolicyLog plain, double[] rewards, ClusterDesign design) {
    double[] times = new double[rewards.length];
    Arrays.setAll(times, i -> i);
    return new PolicyLog(
        rewards,
        plain.propensities(),
        plain.targets(),
        plain.baseline(),
        List.of(),
        design.keys(),
        times);
  }

  /**
   * By estimator whose floor counts, whether the lower end of the difference from the logged policy
   * is above the truth, and the same of the difference from production's: a target that is truly at
   * its floor would pass. What the decisions of a cluster share favours one action over another.
   */
  public static Map<OffPolicyEstimator, boolean[]> passesAtTheFloor(
      ClusterDesign design, long seed) {
    double[] shared = design.effects(new SplittableRandom(~seed));
    PolicyLog target = log(design.rows(), TARGET, 0.5, shared, seed);
    PolicyLog production = log(design.rows(), PRODUCTION, 0.5, shared, seed);
    OffPolicyEvaluation found =
        OffPolicyEvaluation.of(
            inClusters(target, target.rewards(), design),
            Optional.of(inClusters(production, production.rewards(), design)),
            Optional.empty(),
            OpeRules.standard());
    Map<OffPolicyEstimator, boolean[]> passes = new EnumMap<>(OffPolicyEstimator.class);
    for (OffPolicyEstimator estimator : OffPolicyEstimator.floored()) {
      passes.put(
          estimator,
          new boolean[] {
            found.differences().get(estimator).lower() > earned(TARGET) - earned(LOGGING),
            found.fromChampion().get(estimator).lower() > earned(TARGET) - earned(PRODUCTION)
          });
    }
    return passes;
  }

  /** What each estimator's 95 % interval is. */
  public static Map<OffPolicyEstimator, ClusterInterval> intervals(PolicyLog log) {
    Map<OffPolicyEstimator, ClusterInterval> intervals = new EnumMap<>(OffPolicyEstimator.class);
    OffPolicyEvaluation.of(log, Optional.empty(), OpeRules.standard())
        .estimates()
        .forEach((estimator, own) -> intervals.put(estimator, own.interval().orElseThrow()));
    return intervals;
  }

  /**
   * Decisions between a safe action and one whose propensity may be tiny, so that the weights have
   * a Pareto tail; the target always takes the second.
   *
   * @param index of the tail: from 2 down the weights have no variance
   */
  public static PolicyLog heavy(int n, double index, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] rewards = new double[n];
    double[] propensities = new double[n];
    double[] targets = new double[n];
    for (int i = 0; i < n; i++) {
      double second = Math.max(1e-9, Math.pow(random.nextDouble(), 1 / (index - 1)));
      boolean takes = random.nextDouble() < second;
      double mean = takes ? second < HEAVY_BELOW ? 0.8 : 0.5 : 0.4;
      rewards[i] = random.nextDouble() < mean ? 1 : 0;
      propensities[i] = takes ? second : 1 - second;
      targets[i] = takes ? 1 : 0;
    }
    return new PolicyLog(rewards, propensities, targets, Optional.empty(), List.of());
  }

  /** What the second action earns there. */
  public static double heavyTruth(double index) {
    return 0.5 + 0.3 * Math.pow(HEAVY_BELOW, index - 1);
  }

  private static double model(int x, int a) {
    return REWARD[x][a] + (a == 2 ? MODEL_ERROR : -MODEL_ERROR / 3);
  }
}
