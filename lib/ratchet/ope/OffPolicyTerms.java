package ratchet.ope;

import java.util.Optional;
import ratchet.statistics.InfluenceValues;

/**
 * One estimator on one log, as an estimate with the influence of each decision: a mean of a term
 * that each decision has, plus, for those that normalise themselves, a ratio of two sums.
 */
final class OffPolicyTerms {
  private OffPolicyTerms() {}

  /**
   * @param log with positive propensities, and with a baseline where the estimator needs one
   * @return empty without decisions, and where a normalising sum is zero
   */
  static Optional<InfluenceValues> of(OffPolicyEstimator estimator, PolicyLog log) {
    int n = log.size();
    if (n == 0) {
      return Optional.empty();
    }
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
      case IPS -> Optional.of(InfluenceValues.ofMean(times(weights, log.rewards())));
      case SNIPS -> InfluenceValues.ofRatio(times(weights, log.rewards()), weights);
      case DM -> Optional.of(InfluenceValues.ofMean(target));
      case SNDR ->
          InfluenceValues.ofRatio(times(weights, surprise), weights)
              .map(InfluenceValues.ofMean(target)::plus);
      case DR, SWITCH_DR, DROS -> Optional.of(InfluenceValues.ofMean(corrected));
    };
  }

  /** The part of a weight that an estimator uses for its correction. */
  private static double kept(OffPolicyEstimator estimator, double weight, int n) {
    return switch (estimator) {
      case SWITCH_DR -> weight > threshold(n) ? 0 : weight;
      case DROS -> weight * n / (weight * weight + n);
      case IPS, SNIPS, DM, DR, SNDR -> weight;
    };
  }

  /** The weight from which on weights are truncated or switched off. */
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
}
