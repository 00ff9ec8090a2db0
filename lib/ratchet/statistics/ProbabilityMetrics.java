package ratchet.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Errors of predicted probabilities of label 1. Smaller is better in all of them.
 *
 * <p>A figure that cannot be computed is empty. Columns of different lengths, a label other than 0
 * or 1 and a probability outside [0, 1] throw {@link IllegalArgumentException}.
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
   * Mean negative log likelihood, in nats; probabilities are clipped by {@link #CLIP}, so one row
   * that is certain and wrong costs 36 nats instead of infinity.
   *
   * @return empty without rows
   */
  public static OptionalDouble logLoss(double[] probabilities, double[] labels) {
    return Arrays.stream(logLosses(probabilities, labels)).average();
  }

  /** Squared error of each row; {@link #brier} is their mean. */
  public static double[] squaredErrors(double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    double[] errors = new double[labels.length];
    for (int i = 0; i < errors.length; i++) {
      errors[i] = (probabilities[i] - labels[i]) * (probabilities[i] - labels[i]);
    }
    return errors;
  }

  /** Negative log likelihood of each row, in nats; {@link #logLoss} is their mean. */
  public static double[] logLosses(double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    double[] losses = new double[labels.length];
    for (int i = 0; i < losses.length; i++) {
      double clipped = clip(probabilities[i]);
      losses[i] = labels[i] == 1 ? -Math.log(clipped) : -Math.log1p(-clipped);
    }
    return losses;
  }

  /** The probability limited to [{@link #CLIP}, 1 − {@link #CLIP}]. */
  public static double clip(double probability) {
    return Math.min(1 - CLIP, Math.max(CLIP, probability));
  }
}
