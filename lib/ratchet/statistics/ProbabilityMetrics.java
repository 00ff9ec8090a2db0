package ratchet.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How true probabilities of label 1 are. Smaller is better throughout.
 *
 * <p>A figure that the rows cannot give is empty. Columns of different lengths, a label other than
 * 0 or 1 and a probability outside [0, 1] are {@link IllegalArgumentException}.
 */
public final class ProbabilityMetrics {
  /** Probabilities are kept this far from 0 and 1 before a logarithm: 2⁻⁵². */
  public static final double CLIP = Math.ulp(1.0);

  private ProbabilityMetrics() {}

  /**
   * Mean squared error of the probabilities.
   *
   * @return empty without rows
   */
  public static OptionalDouble brier(double[] probabilities, double[] labels) {
    return Arrays.stream(squaredErrors(probabilities, labels)).average();
  }

  /**
   * Mean negative log likelihood, in nats; probabilities are clipped by {@link #CLIP}, so that one
   * certain and wrong row costs 36 nats and not infinity.
   *
   * @return empty without rows
   */
  public static OptionalDouble logLoss(double[] probabilities, double[] labels) {
    return Arrays.stream(logLosses(probabilities, labels)).average();
  }

  /** Squared error of each row: the parts of {@link #brier}. */
  public static double[] squaredErrors(double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    double[] errors = new double[labels.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (probabilities[i] - labels[i]) * (probabilities[i] - labels[i]);
    }
    return errors;
  }

  /** Negative log likelihood of each row: the parts of {@link #logLoss}. */
  public static double[] logLosses(double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      double clipped = clip(probabilities[i]);
      losses[i] = labels[i] == 1 ? -Math.log(clipped) : -Math.log1p(-clipped);
    }
    return losses;
  }

  /**
   * The estimate of {@link CalibrationError}.
   *
   * @return empty without rows
   */
  public static OptionalDouble expectedCalibrationError(
      double[] probabilities, double[] labels, int bins) {
    return CalibrationError.of(RankedRows.of(probabilities, labels), bins).estimate();
  }

  /**
   * The parts of the Brier score; see {@link BrierDecomposition}.
   *
   * @return empty without rows
   */
  public static Optional<BrierDecomposition> decomposition(
      double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    return BrierDecomposition.of(probabilities, labels);
  }

  public static double clip(double probability) {
    return Math.min(1 - CLIP, Math.max(CLIP, probability));
  }

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
  record BrierDecomposition(double reliability, double resolution, double uncertainty) {
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
              brier(probabilities, labels) - recalibrated,
              uncertainty - recalibrated,
              uncertainty));
    }

    public double brier() {
      return reliability - resolution + uncertainty;
    }

    private static double brier(double[] probabilities, double[] labels) {
      return ProbabilityMetrics.brier(probabilities, labels).orElseThrow();
    }
  }
}
