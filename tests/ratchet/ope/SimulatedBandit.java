package ratchet.ope;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A small world whose truth is known: four contexts, three actions, rewards of 0 or 1. The reward
 * model is wrong on purpose, so that what leans on it alone is found out.
 */
final class SimulatedBandit {
  private static final double[][] REWARD = {
    {0.2, 0.5, 0.7}, {0.6, 0.4, 0.3}, {0.1, 0.8, 0.4}, {0.5, 0.5, 0.9}
  };
  private static final double[][] LOGGING = {
    {0.6, 0.3, 0.1}, {0.2, 0.5, 0.3}, {0.3, 0.3, 0.4}, {0.5, 0.4, 0.1}
  };
  private static final double[][] TARGET = {
    {0.1, 0.2, 0.7}, {0.7, 0.2, 0.1}, {0.1, 0.7, 0.2}, {0.2, 0.3, 0.5}
  };
  private static final double MODEL_ERROR = 0.15;

  private SimulatedBandit() {}

  /** What the target policy earns. */
  static double truth() {
    double sum = 0;
    for (int x = 0; x < REWARD.length; x++) {
      for (int a = 0; a < REWARD[x].length; a++) {
        sum += TARGET[x][a] * REWARD[x][a] / REWARD.length;
      }
    }
    return sum;
  }

  static PolicyLog log(int n, long seed) {
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
      rewards[i] = random.nextDouble() < REWARD[x][a] ? 1 : 0;
      propensities[i] = LOGGING[x][a];
      targets[i] = TARGET[x][a];
      logged[i] = model(x, a);
      for (int b = 0; b < REWARD[x].length; b++) {
        target[i] += TARGET[x][b] * model(x, b);
      }
    }
    return new PolicyLog(
        rewards,
        propensities,
        targets,
        Optional.of(new PolicyLog.Baseline(logged, target)),
        List.of());
  }

  private static double model(int x, int a) {
    return REWARD[x][a] + (a == 2 ? MODEL_ERROR : -MODEL_ERROR / 3);
  }
}
