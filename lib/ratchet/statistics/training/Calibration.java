package ratchet.statistics.training;

import java.util.Optional;
import ratchet.statistics.BinaryRows;
import ratchet.statistics.InfluenceValues;
import ratchet.statistics.ProbabilityMetrics;

/**
 * Logistic recalibration (Cox 1958): logit P(y = 1) = intercept + slope·logit(p), by maximum
 * likelihood. A calibrated forecast has intercept 0 and slope 1. A slope below 1 means that the
 * forecasts are too extreme; an intercept below 0 means that they are too high at p = 0.5.
 */
public record Calibration(double intercept, double slope) {
  private static final int MAX_ITERATIONS = 100;

  /**
   * Expected gain of the last step at which the search stops; the error is of the order of its
   * square.
   */
  private static final double CONVERGED = 1e-12;

  /** Rounding error of a mean log loss. */
  private static final double NOISE = 1e-12;

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

  /**
   * Influence values of the intercept and of the slope: the score vector of each row, multiplied by
   * the inverse information at this maximum.
   *
   * @param probabilities by row, the ones of the fit
   * @param labels by row, the ones of the fit
   */
  public InfluenceValues[] influence(double[] probabilities, double[] labels) {
    int rows = probabilities.length;
    double[] logits = new double[rows];
    double[] residuals = new double[rows];
    double information00 = 0;
    double information01 = 0;
    double information11 = 0;
    for (int row = 0; row < rows; row++) {
      double clipped = ProbabilityMetrics.clip(probabilities[row]);
      double logit = Math.log(clipped) - Math.log1p(-clipped);
      double fitted = apply(probabilities[row]);
      double weight = fitted * (1 - fitted);
      logits[row] = logit;
      residuals[row] = labels[row] - fitted;
      information00 += weight;
      information01 += weight * logit;
      information11 += weight * logit * logit;
    }
    double scale = rows / (information00 * information11 - information01 * information01);
    double[] ofIntercept = new double[rows];
    double[] ofSlope = new double[rows];
    for (int row = 0; row < rows; row++) {
      double residual = scale * residuals[row];
      ofIntercept[row] = residual * (information11 - information01 * logits[row]);
      ofSlope[row] = residual * (information00 * logits[row] - information01);
    }
    return new InfluenceValues[] {
      new InfluenceValues(intercept, ofIntercept), new InfluenceValues(slope, ofSlope)
    };
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
      double gain = step[2] / logits.length;
      if (!Double.isFinite(gain)) {
        return Optional.empty();
      }
      double length = 1;
      double next = loss(logits, labels, intercept + step[0], slope + step[1]);
      while (!(next <= loss + NOISE) && length > NOISE) {
        length /= 2;
        next = loss(logits, labels, intercept + length * step[0], slope + length * step[1]);
      }
      intercept += length * step[0];
      slope += length * step[1];
      if (gain <= CONVERGED * (1 + loss)) {
        return Optional.of(new Calibration(intercept, slope));
      }
      loss = next;
    }
    return Optional.empty();
  }

  /** Newton's step in intercept and slope, and the gain in likelihood that is expected from it. */
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
    double step0 = (hessian11 * gradient0 - hessian01 * gradient1) / determinant;
    double step1 = (hessian00 * gradient1 - hessian01 * gradient0) / determinant;
    return new double[] {step0, step1, step0 * gradient0 + step1 * gradient1};
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
