package ratchet.evaluate;

import java.util.Optional;

/**
 * Logistic recalibration (Cox 1958): logit P(y = 1) = intercept + slope·logit(p), by maximum
 * likelihood. A calibrated forecast has intercept 0 and slope 1; a slope below 1 says that the
 * forecasts are too extreme, an intercept below 0 that they are too high at p = 0.5.
 */
public record Calibration(double intercept, double slope) {
  private static final int MAX_ITERATIONS = 100;
  private static final double TOLERANCE = 1e-12;

  /**
   * Probabilities are clipped by {@link ProbabilityMetrics#CLIP} first.
   *
   * @return empty where the likelihood has no single finite maximum: one class, one distinct
   *     probability, or probabilities that separate the classes
   */
  public static Optional<Calibration> of(double[] probabilities, double[] labels) {
    BinaryRows.checkProbabilities(probabilities, labels);
    double[] logits = new double[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      double clipped = ProbabilityMetrics.clip(probabilities[i]);
      logits[i] = Math.log(clipped) - Math.log1p(-clipped);
    }
    return overlap(logits, labels) ? newton(logits, labels) : Optional.empty();
  }

  /** Recalibrates one probability. */
  public double apply(double probability) {
    double clipped = ProbabilityMetrics.clip(probability);
    double logit = Math.log(clipped) - Math.log1p(-clipped);
    return 1 / (1 + Math.exp(-(intercept + slope * logit)));
  }

  /** Whether the ranges of the two classes overlap in more than one point, in either direction. */
  private static boolean overlap(double[] logits, double[] labels) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < logits.length; i++) {
      int label = (int) labels[i];
      low[label] = Math.min(low[label], logits[i]);
      high[label] = Math.max(high[label], logits[i]);
    }
    return low[0] < high[1] && low[1] < high[0];
  }

  private static Optional<Calibration> newton(double[] logits, double[] labels) {
    double intercept = 0;
    double slope = 0;
    double loss = loss(logits, labels, intercept, slope);
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      double[] step = step(logits, labels, intercept, slope);
      if (!Double.isFinite(step[0]) || !Double.isFinite(step[1])) {
        return Optional.empty();
      }
      double length = 1;
      double next = loss(logits, labels, intercept + step[0], slope + step[1]);
      while (!(next <= loss) && length > TOLERANCE) {
        length /= 2;
        next = loss(logits, labels, intercept + length * step[0], slope + length * step[1]);
      }
      intercept += length * step[0];
      slope += length * step[1];
      boolean still =
          Math.abs(step[0]) <= TOLERANCE * (1 + Math.abs(intercept))
              && Math.abs(step[1]) <= TOLERANCE * (1 + Math.abs(slope));
      if (still || length <= TOLERANCE) {
        return Optional.of(new Calibration(intercept, slope));
      }
      loss = next;
    }
    return Optional.empty();
  }

  private static double[] step(double[] logits, double[] labels, double intercept, double slope) {
    double gradient0 = 0;
    double gradient1 = 0;
    double hessian00 = 0;
    double hessian01 = 0;
    double hessian11 = 0;
    for (int i = 0; i < logits.length; i++) {
      double fitted = 1 / (1 + Math.exp(-(intercept + slope * logits[i])));
      double weight = fitted * (1 - fitted);
      gradient0 += labels[i] - fitted;
      gradient1 += (labels[i] - fitted) * logits[i];
      hessian00 += weight;
      hessian01 += weight * logits[i];
      hessian11 += weight * logits[i] * logits[i];
    }
    double determinant = hessian00 * hessian11 - hessian01 * hessian01;
    return new double[] {
      (hessian11 * gradient0 - hessian01 * gradient1) / determinant,
      (hessian00 * gradient1 - hessian01 * gradient0) / determinant
    };
  }

  /** Mean log(1 + e^z) − y·z, without overflow. */
  private static double loss(double[] logits, double[] labels, double intercept, double slope) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double z = intercept + slope * logits[i];
      sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - labels[i] * z;
    }
    return sum / logits.length;
  }
}
