package ratchet.ope;

/**
 * The plainest reward model there is: the mean reward of each arm. It is fitted for each fifth of
 * the log on the other four, so that no decision's own reward is in what is expected of it.
 */
final class ArmMeans {
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

  /** What is expected of an arm at a decision; 0 where nothing else was ever seen. */
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
