package ratchet.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * Brier score = reliability − resolution + uncertainty, exactly.
 *
 * <p>The recalibrated forecast that Murphy's decomposition takes from bins is here the isotonic
 * regression of the labels on the probabilities, so that no number of bins is to be chosen
 * (Dimitriadis, Gneiting and Jordan 2021, PNAS 118:e2016191118; they say miscalibration and
 * discrimination).
 *
 * @param reliability what recalibration would gain; 0 when the probabilities are calibrated
 * @param resolution what the recalibrated probabilities gain over the base rate
 * @param uncertainty Brier score of the base rate
 */
public record BrierDecomposition(double reliability, double resolution, double uncertainty) {
  static Optional<BrierDecomposition> of(double[] probabilities, double[] labels) {
    if (labels.length == 0) {
      return Optional.empty();
    }
    double[] base = new double[labels.length];
    Arrays.fill(base, (double) BinaryRows.positives(labels) / labels.length);
    double uncertainty = brier(base, labels);
    double recalibrated = brier(Isotonic.fit(probabilities, labels), labels);
    return Optional.of(
        new BrierDecomposition(
            brier(probabilities, labels) - recalibrated, uncertainty - recalibrated, uncertainty));
  }

  public double brier() {
    return reliability - resolution + uncertainty;
  }

  private static double brier(double[] probabilities, double[] labels) {
    return ProbabilityMetrics.brier(probabilities, labels).orElseThrow();
  }
}
