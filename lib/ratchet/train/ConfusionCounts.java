package ratchet.train;

import java.util.OptionalDouble;

/**
 * What a threshold does to labelled rows: a row at or above it is called positive.
 *
 * <p>Each figure is NaN where its denominator is 0.
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

  /** Harmonic mean of both; 0 when there are positives and none was found. */
  double f1() {
    return 2 * truePositives / (2 * truePositives + falsePositives + falseNegatives);
  }

  static OptionalDouble defined(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
