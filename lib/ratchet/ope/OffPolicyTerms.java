package ratchet.ope;

import java.util.Arrays;
import ratchet.statistics.ResampledStatistic;

/**
 * One estimator on one log: the mean of a term that each decision has, plus, for those that
 * normalise themselves, a weighted mean of another term. Resampling goes through here too, so a
 * self-normalised estimator is normalised anew inside each resample.
 */
final class OffPolicyTerms implements ResampledStatistic {
  private final double[] means;

  /** Null where nothing is normalised. */
  private final double[] weights;

  private final double[] weighted;

  private OffPolicyTerms(double[] means, double[] weights, double[] weighted) {
    this.means = means;
    this.weights = weights;
    this.weighted = weighted;
  }

  /**
   * @param log with positive propensities, and with a baseline where the estimator needs one
   */
  static OffPolicyTerms of(OffPolicyEstimator estimator, PolicyLog log) {
    int n = log.size();
    double[] weights = log.weights();
    double[] logged = log.baseline().map(PolicyLog.Baseline::logged).orElse(new double[n]);
    double[] target = log.baseline().map(PolicyLog.Baseline::target).orElse(new double[n]);
    double[] surprise = new double[n];
    double[] corrected = new double[n];
    for (int i = 0; i < n; i++) {
      surprise[i] = log.rewards()[i] - logged[i];
      corrected[i] = target[i] + kept(estimator, weights[i], n) * surprise[i];
    }
    return switch (estimator) {
      case IPS -> new OffPolicyTerms(times(weights, log.rewards()), null, null);
      case SNIPS -> new OffPolicyTerms(new double[n], weights, log.rewards());
      case DM -> new OffPolicyTerms(target, null, null);
      case SNDR -> new OffPolicyTerms(target, weights, surprise);
      case DR, SWITCH_DR, DROS -> new OffPolicyTerms(corrected, null, null);
    };
  }

  /** The same less the mean of a figure that each decision has, in one pass. */
  OffPolicyTerms less(double[] values) {
    double[] differences = means.clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= values[i];
    }
    return new OffPolicyTerms(differences, weights, weighted);
  }

  /** How much of a weight an estimator corrects with. */
  private static double kept(OffPolicyEstimator estimator, double weight, int n) {
    return switch (estimator) {
      case SWITCH_DR -> weight > threshold(n) ? 0 : weight;
      case DROS -> weight * n / (weight * weight + n);
      case IPS, SNIPS, DM, DR, SNDR -> weight;
    };
  }

  /** The weight from which on a single decision speaks too loudly. */
  static double threshold(int n) {
    return Math.sqrt(n);
  }

  private static double[] times(double[] a, double[] b) {
    double[] products = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      products[i] = a[i] * b[i];
    }
    return products;
  }

  @Override
  public double of(int[] counts) {
    double sum = 0;
    double weightSum = 0;
    double weightedSum = 0;
    long drawn = 0;
    for (int i = 0; i < counts.length; i++) {
      int count = counts[i];
      if (count != 0) {
        drawn += count;
        sum += count * means[i];
        if (weights != null) {
          weightSum += count * weights[i];
          weightedSum += count * weights[i] * weighted[i];
        }
      }
    }
    double mean = drawn == 0 ? Double.NaN : sum / drawn;
    if (weights == null) {
      return mean;
    }
    return weightSum > 0 ? mean + weightedSum / weightSum : Double.NaN;
  }

  double estimate() {
    int[] once = new int[means.length];
    Arrays.fill(once, 1);
    return of(once);
  }

  /** From the influence of each decision (delta method for the ratio); NaN below two of them. */
  double standardError() {
    int n = means.length;
    double mean = sum(means) / n;
    double weightMean = weights == null ? 1 : sum(weights) / n;
    double ratio = weights == null ? 0 : sum(times(weights, weighted)) / (weightMean * n);
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double influence = means[i] - mean;
      if (weights != null) {
        influence += weights[i] / weightMean * (weighted[i] - ratio);
      }
      squares += influence * influence;
    }
    return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
