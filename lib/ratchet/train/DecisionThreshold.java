package ratchet.train;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** The threshold with the best F1. */
final class DecisionThreshold {
  private static final double LOWEST = 1e-6;

  private DecisionThreshold() {}

  /**
   * Tries every cut between two neighbouring distinct probabilities and returns the middle of the
   * best one. Of equally good cuts it takes the highest, which vetoes the fewest mints.
   *
   * @return in (0, 1); empty without a positive
   */
  static Optional<Double> best(double[] probabilities, double[] labels) {
    int[] order =
        IntStream.range(0, labels.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer row) -> probabilities[row]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double positives = 0;
    for (double label : labels) {
      positives += label;
    }
    if (positives == 0) {
      return Optional.empty();
    }
    double bestF1 = -1;
    double best = 0;
    double found = 0;
    for (int i = 0; i < order.length; i++) {
      found += labels[order[i]];
      double here = probabilities[order[i]];
      double below = i + 1 < order.length ? probabilities[order[i + 1]] : 0;
      double f1 = 2 * found / (i + 1 + positives);
      if (below < here && f1 > bestF1) {
        bestF1 = f1;
        best = (here + below) / 2;
      }
    }
    return Optional.of(Math.max(LOWEST, Math.min(1 - LOWEST, best)));
  }
}
