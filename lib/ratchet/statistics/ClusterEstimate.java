package ratchet.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A figure of clustered rows with its standard error. Every interval of this package follows these
 * rules:
 *
 * <ol>
 *   <li>e is the sum of the influence values of a cluster, h its share of the n rows. There are G
 *       clusters in the order of time, and G* = 1/Σh² effective ones.
 *   <li>If clusters do not depend on each other: variance v = Σ e²/(1 − h) / n², t distribution
 *       with G* − 1 degrees of freedom.
 *   <li>If clusters depend on their neighbours in time: {@link LongRunVariance}. This needs times.
 *   <li>The interval is the widest of all of these. Where the estimate is biased ({@link
 *       InfluenceValues#bias}), the interval is wider on that side by the bias.
 * </ol>
 *
 * <p>If every row is a cluster of its own and there are no times, this is the t interval of a mean,
 * DeLong's interval of an AUC, and the delta method's interval of a ratio. O(n). Immutable.
 */
public final class ClusterEstimate {
  /** With fewer clusters an interval is not conclusive. */
  public static final int FEWEST_CLUSTERS = 20;

  /** With fewer effective clusters an interval is not conclusive. */
  public static final int FEWEST_EFFECTIVE_CLUSTERS = 10;

  /** Relative difference of two sums of the same squares that is rounding. */
  private static final double ROUNDING = 1e-9;

  private final double estimate;
  private final double bias;
  private final int rows;
  private final int clusters;
  private final double effectiveClusters;
  private final double independentVariance;

  /** The variance of the estimate is the larger one of this and {@link #longRunVariance}. */
  private final double clusterVariance;

  private final double longRunVariance;

  /** The widest interval of these rules is the interval. */
  private final List<Rule> rules;

  /**
   * @param error standard error
   * @param degrees of freedom of its t distribution
   */
  private record Rule(double error, double degrees) {
    double halfWidth(double level) {
      return error == 0
          ? 0
          : error * TDistribution.of(degrees).inverseSurvivalProbability((1 - level) / 2);
    }

    double tails(double distance) {
      return error == 0 ? 0 : 2 * TDistribution.of(degrees).survivalProbability(distance / error);
    }
  }

  private ClusterEstimate(ClusteredRows rows, InfluenceValues influence) {
    double[] sums = rows.sums(influence.values());
    double size = rows.rows();
    double squares = 0;
    for (int cluster = 0; cluster < sums.length; cluster++) {
      squares += sums[cluster] * sums[cluster] / (1 - rows.size(cluster) / size);
    }
    double single = 0;
    for (double value : influence.values()) {
      single += value * value;
    }
    this.estimate = influence.estimate();
    this.bias = influence.bias();
    this.rows = rows.rows();
    this.clusters = rows.clusters();
    this.effectiveClusters = rows.effectiveClusters();
    this.independentVariance = single / (1 - 1 / size) / size / size;
    this.clusterVariance = squares / size / size;
    List<LongRunVariance> longRun = rows.inTime() ? LongRunVariance.of(rows, sums) : List.of();
    this.longRunVariance = longRun.isEmpty() ? 0 : longRun.get(0).sumVariance() / size / size;
    List<Rule> all = new ArrayList<>();
    all.add(new Rule(Math.sqrt(clusterVariance), effectiveClusters - 1));
    longRun.forEach(own -> all.add(new Rule(Math.sqrt(own.sumVariance()) / size, own.degrees())));
    this.rules = List.copyOf(all);
  }

  /**
   * @param influence the influence values of a figure of these rows
   * @return empty with fewer than two clusters, which have no standard error
   * @throws IllegalArgumentException if the number of rows differs
   */
  public static Optional<ClusterEstimate> of(ClusteredRows rows, InfluenceValues influence) {
    if (rows.rows() != influence.rows()) {
      throw new IllegalArgumentException(
          influence.rows() + " influence values for " + rows.rows() + " rows");
    }
    return rows.clusters() < 2
        ? Optional.empty()
        : Optional.of(new ClusterEstimate(rows, influence));
  }

  public double estimate() {
    return estimate;
  }

  /** Standard error of the estimate: the larger one of both variances. */
  public double standardError() {
    return Math.sqrt(Math.max(clusterVariance, longRunVariance));
  }

  /**
   * The number of independent rows that carries the same information: n·v₀/v, with v the variance
   * of the estimate and v₀ the variance if the n rows were independent. At most n; n if v is 0.
   */
  public double effectiveRows() {
    double variance = Math.max(clusterVariance, longRunVariance);
    return variance <= (1 + ROUNDING) * independentVariance
        ? rows
        : rows * independentVariance / variance;
  }

  /** Whether there are at least 20 clusters and 10 effective ones. */
  public boolean conclusive() {
    return clusters >= FEWEST_CLUSTERS && effectiveClusters >= FEWEST_EFFECTIVE_CLUSTERS;
  }

  /**
   * The symmetric interval around the estimate, wider on one side where the estimate is biased.
   *
   * @param level of confidence of both ends together, e.g. 0.95
   */
  public ClusterInterval interval(double level) {
    double half = halfWidth(level);
    return bounds(estimate - half, estimate + half);
  }

  /**
   * The interval of a share, such as one AUC, a concordance or an F1. It is symmetric on the logit
   * scale, so it stays within [0, 1]. An estimate of 0 or 1 has no variance: the other end is then
   * that of Wilson's interval with every effective cluster as one row.
   *
   * @throws IllegalArgumentException for an estimate outside [0, 1]
   */
  public ClusterInterval shareInterval(double level) {
    if (!(estimate >= 0 && estimate <= 1)) {
      throw new IllegalArgumentException("not a share: " + estimate);
    }
    double room = estimate * (1 - estimate);
    if (room == 0 || standardError() == 0) {
      double quantile = new Rule(1, effectiveClusters - 1).halfWidth(level);
      double end = quantile * quantile / (effectiveClusters + quantile * quantile);
      return bounds(estimate * (1 - end), estimate + (1 - estimate) * end).within(0, 1);
    }
    double half = halfWidth(level) / room;
    double logit = Math.log(estimate / (1 - estimate));
    return bounds(expit(logit - half), expit(logit + half)).within(0, 1);
  }

  /**
   * Two-sided p-value of the hypothesis that the true figure is {@code value}: the largest p-value
   * of all rules. 1 if the estimate is that value.
   */
  public double pValue(double value) {
    double above = estimate - value;
    double distance = above > 0 ? above - Math.max(0, bias) : -above - Math.max(0, -bias);
    if (distance <= 0) {
      return 1;
    }
    return rules.stream().mapToDouble(rule -> rule.tails(distance)).max().orElseThrow();
  }

  private double halfWidth(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level is not between 0 and 1: " + level);
    }
    return rules.stream().mapToDouble(rule -> rule.halfWidth(level)).max().orElseThrow();
  }

  private ClusterInterval bounds(double lower, double upper) {
    return new ClusterInterval(
        estimate,
        Math.min(lower, estimate) - Math.max(0, bias),
        Math.max(upper, estimate) + Math.max(0, -bias),
        rows,
        clusters,
        effectiveClusters,
        effectiveRows(),
        conclusive());
  }

  private static double expit(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
