package ratchet.health;

import java.util.Arrays;
import java.util.stream.IntStream;
import ratchet.data.TrainingSet;

/**
 * The rows that a trainer will fit and hold out, by the rule that all trainers share: the last
 * fifth of the decisions is held out, and rows whose label could reach into it are in neither part.
 *
 * @param train row numbers of the set
 * @param holdout row numbers of the set
 */
record ExpectedSplit(int[] train, int[] holdout) {
  private static final double HOLDOUT_SHARE = 0.2;

  static ExpectedSplit of(TrainingSet set) {
    TrainerNeeds needs = TrainerNeeds.of(set.model());
    int size = set.size();
    if (size == 0) {
      return new ExpectedSplit(new int[0], new int[0]);
    }
    long[] decisions = set.decisionMs();
    long holdoutFromMs = decisions[size - (int) Math.ceil(size * HOLDOUT_SHARE)];
    long lastLabelMs = holdoutFromMs - needs.embargo().toMillis();
    int[] train =
        IntStream.range(0, size)
            .filter(row -> decisions[row] < holdoutFromMs)
            .filter(
                row ->
                    Math.max(set.labelEndMs()[row], decisions[row] + needs.labelWindow().toMillis())
                        <= lastLabelMs)
            .toArray();
    int[] holdout =
        IntStream.range(0, size).filter(row -> decisions[row] >= holdoutFromMs).toArray();
    return new ExpectedSplit(train, holdout);
  }

  /** How many of the rows have each of two classes; rows without the label count for neither. */
  static ClassCounts classes(TrainingSet set, String label, int[] rows) {
    double[] labels = set.label(label);
    long ones = Arrays.stream(rows).filter(row -> labels[row] == 1).count();
    long zeros = Arrays.stream(rows).filter(row -> labels[row] == 0).count();
    return new ClassCounts(zeros, ones);
  }

  /** Rows by class. */
  record ClassCounts(long zeros, long ones) {
    long all() {
      return zeros + ones;
    }

    long minority() {
      return Math.min(zeros, ones);
    }

    int rarer() {
      return ones <= zeros ? 1 : 0;
    }
  }
}
