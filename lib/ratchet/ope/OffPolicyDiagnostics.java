package ratchet.ope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import ratchet.evaluation.Refusal;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;

/**
 * Figures that show whether a log supports an estimate for a target policy. Figures of weights are
 * NaN if a propensity is not positive, or there is no decision.
 *
 * @param n decisions
 * @param ess effective sample size, (Σw)²/Σw² (Kish 1965)
 * @param meanWeight near 1 if the decisions were drawn with the logged propensities
 * @param clippedMass part of all weight that lies above √n
 * @param overlap share of decisions that the target could have taken too
 * @param deterministicShare share of decisions that were certain
 * @param nonPositive decisions with a propensity of 0 or less
 * @param worth effective number of decisions: how many independent ones would give the same
 *     precision of the mean reward, with mints and time ({@link
 *     ratchet.statistics.ClusterEstimate})
 * @param clusters number of clusters of the decisions
 * @param effectiveClusters how many clusters of equal size would give the same precision
 * @param tailIndex shape of the tail of the weights: from 0.5 on their variance is infinite; NaN if
 *     they have no tail
 * @param largestWeightShare share of the largest weight in the sum
 */
public record OffPolicyDiagnostics(
    int n,
    double ess,
    double maxWeight,
    double meanWeight,
    double clippedMass,
    double overlap,
    double deterministicShare,
    long nonPositive,
    double worth,
    int clusters,
    double effectiveClusters,
    double tailIndex,
    double largestWeightShare) {
  static OffPolicyDiagnostics of(PolicyLog log) {
    int n = log.size();
    long nonPositive = Arrays.stream(log.propensities()).filter(p -> !(p > 0)).count();
    double overlap = share(log.targets(), target -> target > 0);
    double certain = share(log.propensities(), OpeRules::isDeterministic);
    ClusteredRows rows = log.rows();
    double worth = n < 2 ? n : worth(rows, log.rewards());
    if (nonPositive > 0 || n == 0) {
      double none = Double.NaN;
      return new OffPolicyDiagnostics(
          n,
          none,
          none,
          none,
          none,
          overlap,
          certain,
          nonPositive,
          worth,
          rows.clusters(),
          rows.effectiveClusters(),
          none,
          none);
    }
    double[] weights = log.weights();
    double sum = 0;
    double squares = 0;
    double largest = 0;
    double above = 0;
    for (double weight : weights) {
      sum += weight;
      squares += weight * weight;
      largest = Math.max(largest, weight);
      above += Math.max(0, weight - OffPolicyTerms.threshold(n));
    }
    return new OffPolicyDiagnostics(
        n,
        squares > 0 ? sum * sum / squares : 0,
        largest,
        sum / n,
        sum > 0 ? above / sum : 0,
        overlap,
        certain,
        0,
        worth,
        rows.clusters(),
        rows.effectiveClusters(),
        WeightTail.shape(weights),
        sum > 0 ? largest / sum : Double.NaN);
  }

  List<Refusal> refusals(OpeRules rules) {
    List<Refusal> refusals = new ArrayList<>();
    if (n < rules.decisionsAtLeast()) {
      refusals.add(new Refusal("too_few_decisions", n, rules.decisionsAtLeast()));
    } else if (worth < rules.decisionsAtLeast()) {
      refusals.add(new Refusal("too_few_effective_decisions", worth, rules.decisionsAtLeast()));
    }
    if (n > 0 && clusters < ClusterEstimate.FEWEST_CLUSTERS) {
      refusals.add(new Refusal("too_few_clusters", clusters, ClusterEstimate.FEWEST_CLUSTERS));
    }
    if (n > 0 && effectiveClusters < ClusterEstimate.FEWEST_EFFECTIVE_CLUSTERS) {
      refusals.add(
          new Refusal(
              "too_few_effective_clusters",
              effectiveClusters,
              ClusterEstimate.FEWEST_EFFECTIVE_CLUSTERS));
    }
    if (nonPositive > 0) {
      refusals.add(new Refusal("non_positive_propensity", nonPositive, 0));
    }
    if (overlap < rules.overlapAtLeast()) {
      refusals.add(new Refusal("no_overlap", overlap, rules.overlapAtLeast()));
    }
    if (deterministicShare > rules.deterministicShareAtMost()) {
      refusals.add(
          new Refusal(
              "deterministic_logging", deterministicShare, rules.deterministicShareAtMost()));
    }
    if (ess < rules.essAtLeast()) {
      refusals.add(new Refusal("ess_too_low", ess, rules.essAtLeast()));
    }
    if (tailIndex > rules.tailIndexAtMost()) {
      refusals.add(new Refusal("heavy_tail", tailIndex, rules.tailIndexAtMost()));
    }
    if (largestWeightShare > rules.largestWeightShareAtMost()) {
      refusals.add(
          new Refusal(
              "largest_weight_share_too_high",
              largestWeightShare,
              rules.largestWeightShareAtMost()));
    }
    if (meanWeight < rules.meanWeightAtLeast()) {
      refusals.add(new Refusal("mean_weight_too_low", meanWeight, rules.meanWeightAtLeast()));
    } else if (meanWeight > rules.meanWeightAtMost()) {
      refusals.add(new Refusal("mean_weight_too_high", meanWeight, rules.meanWeightAtMost()));
    }
    return refusals;
  }

  private static double worth(ClusteredRows rows, double[] rewards) {
    return ClusterEstimate.of(rows, InfluenceValues.ofMean(rewards))
        .map(ClusterEstimate::effectiveRows)
        .orElse(1.0);
  }

  private static double share(double[] values, DoublePredicate condition) {
    return values.length == 0
        ? Double.NaN
        : (double) Arrays.stream(values).filter(condition).count() / values.length;
  }

  /**
   * How heavy the tail of the weights is: the shape k of a generalised Pareto distribution fitted
   * to the largest 3·√n of them, at most a fifth (Vehtari, Simpson, Gelman, Yao and Gabry 2024,
   * JMLR 25, with the fit of Zhang and Stephens 2009, Technometrics 51:316, and their prior). From
   * 0.5 on the variance of a weighted mean is infinite, and its interval is not valid.
   */
  static final class WeightTail {
    private static final int FEWEST = 5;
    private static final int PRIOR = 3;

    private WeightTail() {}

    /**
     * @return NaN if fewer than five weights are above the rest: then there is no tail
     */
    static double shape(double[] weights) {
      int n = weights.length;
      int most = (int) Math.min(0.2 * n, 3 * Math.sqrt(n));
      if (most < FEWEST) {
        return Double.NaN;
      }
      double[] sorted = weights.clone();
      Arrays.sort(sorted);
      double threshold = sorted[n - most - 1];
      double[] above =
          Arrays.stream(sorted, n - most, n)
              .map(weight -> weight - threshold)
              .filter(excess -> excess > 0)
              .toArray();
      return above.length < FEWEST ? Double.NaN : fit(above);
    }

    /**
     * @param excess rising, positive
     */
    private static double fit(double[] excess) {
      int n = excess.length;
      int points = 30 + (int) Math.sqrt(n);
      double quartile = excess[(int) (n / 4.0 + 0.5) - 1];
      double[] scales = new double[points];
      double[] likelihoods = new double[points];
      for (int i = 0; i < points; i++) {
        scales[i] = 1 / excess[n - 1] + (1 - Math.sqrt(points / (i + 0.5))) / (PRIOR * quartile);
        double shape = shape(excess, scales[i]);
        likelihoods[i] = n * (Math.log(-scales[i] / shape) - shape - 1);
      }
      double scale = 0;
      for (int i = 0; i < points; i++) {
        double ratios = 0;
        for (double other : likelihoods) {
          ratios += Math.exp(other - likelihoods[i]);
        }
        scale += scales[i] / ratios;
      }
      // a prior of ten observations of 0.5, which only matters for short tails
      return (n * shape(excess, scale) + 10 * 0.5) / (n + 10);
    }

    private static double shape(double[] excess, double scale) {
      return Arrays.stream(excess).map(own -> Math.log1p(-scale * own)).average().orElseThrow();
    }
  }
}
