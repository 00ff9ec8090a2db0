package ratchet.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A figure of clustered rows with its error, by the one rule that every interval here follows.
 *
 * <ol>
 *   <li>Influence values are summed by cluster, clusters in time: e. A cluster with the share h of
 *       the rows; G clusters; G* = 1/Σh² effective ones.
 *   <li>Clusters that do not depend on each other: v = Σ e²/(1 − h) / n², t with G* − 1 degrees of
 *       freedom.
 *   <li>Clusters that depend on their neighbours in time: {@link LongRunVariance}; only where times
 *       are known.
 *   <li>The widest of all decides. Where the figure leans ({@link InfluenceValues#lean}), the
 *       interval is wider on that side by as much.
 * </ol>
 *
 * <p>With every row a cluster of its own and no times this is the textbook's t interval of a mean,
 * DeLong's of an AUC, the delta method's of a ratio. Linear in the rows. Immutable.
 */
public final class ClusterEstimate {
  /** Fewer clusters than this decide nothing. */
  public static final int FEWEST_CLUSTERS = 20;

  /** Fewer effective clusters than this decide nothing. */
  public static final int FEWEST_EFFECTIVE_CLUSTERS = 10;

  /** Of two sums of the same squares in another order. */
  private static final double ROUNDING = 1e-9;

  private final double estimate;
  private final double lean;
  private final int rows;
  private final int clusters;
  private final double effectiveClusters;
  private final double independentVariance;

  /** What is larger of these two is the variance of the estimate. */
  private final double clusterVariance;

  private final double longRunVariance;

  /** The widest of which is the interval. */
  private final List<Rule> rules;

  /**
   * @param error standard error by one rule
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
    this.lean = influence.lean();
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
   * @param influence of a figure of these rows
   * @return empty below two clusters, where nothing can be said of the error
   * @throws IllegalArgumentException where the number of rows differs
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

  /** Of the estimate: the larger of both. */
  public double standardError() {
    return Math.sqrt(Math.max(clusterVariance, longRunVariance));
  }

  /**
   * n·v₀/v with v₀ the variance that independent rows would have; at most n. n itself where nothing
   * varies.
   */
  public double effectiveRows() {
    double variance = Math.max(clusterVariance, longRunVariance);
    return variance <= (1 + ROUNDING) * independentVariance
        ? rows
        : rows * independentVariance / variance;
  }

  /** Whether there are 20 clusters and 10 effective ones. */
  public boolean conclusive() {
    return clusters >= FEWEST_CLUSTERS && effectiveClusters >= FEWEST_EFFECTIVE_CLUSTERS;
  }

  /**
   * The interval, as wide to either side, and wider where the figure leans.
   *
   * @param level of confidence of both ends together, e.g. 0.95
   */
  public ClusterInterval interval(double level) {
    double half = halfWidth(level);
    return bounds(estimate - half, estimate + half);
  }

  /**
   * The interval of a share, such as a single AUC, a concordance or an F1: as wide to either side
   * on the logit scale, so that it stays within [0, 1]. Where all rows say 0, or all 1, there is no
   * variance to go by: the far end is then Wilson's with every effective cluster as one row.
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
   * Two-sided p-value of the true figure being that value: the largest of all rules'. 1 where the
   * estimate is that value.
   */
  public double pValue(double value) {
    double above = estimate - value;
    double distance = above > 0 ? above - Math.max(0, lean) : -above - Math.max(0, -lean);
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
        Math.min(lower, estimate) - Math.max(0, lean),
        Math.max(upper, estimate) + Math.max(0, -lean),
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
