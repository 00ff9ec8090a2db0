package ratchet.train;

import java.util.OptionalDouble;

/**
 * Counts of correct and wrong decisions on labelled rows; a row at or above the threshold is
 * predicted positive.
 *
 * <p>Each figure is NaN if its denominator is 0.
 */
record ConfusionCounts(double truePositives, double falsePositives, double falseNegatives) {
  static ConfusionCounts of(double threshold, double[] probabilities, double[] labels) {
    double truePositives = 0;
    double falsePositives = 0;
    double falseNegatives = 0;
    for (int i = 0; i < labels.length; i++) {
      if (probabilities[i] >= threshold) {
        truePositives += labels[i];
        falsePositives += (1 - labels[i]);
      } else {
        falseNegatives += labels[i];
      }
    }
    return new ConfusionCounts(truePositives, falsePositives, falseNegatives);
  }

  double precision() {
    return truePositives / (truePositives + falsePositives);
  }

  double recall() {
    return truePositives / (truePositives + falseNegatives);
  }

  /** Harmonic mean of precision and recall; 0 if there are positives and none was found. */
  double f1() {
    return 2 * truePositives / (2 * truePositives + falsePositives + falseNegatives);
  }

  static OptionalDouble defined(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
