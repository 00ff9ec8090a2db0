package ratchet.ope;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ratchet.statistics.ClusteredRows;

/**
 * Decisions of a logging policy with their rewards, and the probability with which a target policy
 * would have taken each. Arrays have one value per decision and must not be modified.
 *
 * @param propensities probability with which the logged action was drawn, at most 1; a log with a
 *     value of 0 or less is refused later
 * @param targets probability of the logged action under the target policy, in [0, 1]
 * @param baseline the expectations of a reward model; empty if there is none
 * @param segments a name per decision, or none at all
 * @param clusters the cluster of each decision, such as a mint; empty: each is a cluster of its own
 * @param times the time of each decision, in any unit; empty if not known
 */
public record PolicyLog(
    double[] rewards,
    double[] propensities,
    double[] targets,
    Optional<Baseline> baseline,
    List<String> segments,
    List<String> clusters,
    double[] times) {
  /**
   * @param logged expected reward of the logged action
   * @param target expected reward of the target policy's own choice
   */
  public record Baseline(double[] logged, double[] target) {}

  public PolicyLog {
    segments = List.copyOf(segments);
    clusters = List.copyOf(clusters);
    int n = rewards.length;
    if (propensities.length != n
        || targets.length != n
        || (!segments.isEmpty() && segments.size() != n)
        || (!clusters.isEmpty() && clusters.size() != n)
        || (times.length != 0 && times.length != n)) {
      throw new IllegalArgumentException("columns of different lengths");
    }
  }

  /** A log of independent decisions without times. */
  public PolicyLog(
      double[] rewards,
      double[] propensities,
      double[] targets,
      Optional<Baseline> baseline,
      List<String> segments) {
    this(rewards, propensities, targets, baseline, segments, List.of(), new double[0]);
  }

  public int size() {
    return rewards.length;
  }

  /** Clusters and times of the decisions, as far as the log has them. */
  ClusteredRows rows() {
    if (clusters.isEmpty()) {
      return times.length == 0 ? ClusteredRows.independent(size()) : ClusteredRows.singles(times);
    }
    return times.length == 0
        ? ClusteredRows.unordered(clusters)
        : ClusteredRows.of(clusters, times);
  }

  /** Target probability over propensity, by decision. */
  double[] weights() {
    return IntStream.range(0, size()).mapToDouble(i -> targets[i] / propensities[i]).toArray();
  }

  boolean hasOnlyPositivePropensities() {
    return Arrays.stream(propensities).allMatch(propensity -> propensity > 0);
  }

  /** The decisions of one segment. */
  PolicyLog only(String segment) {
    int[] rows = IntStream.range(0, size()).filter(i -> segments.get(i).equals(segment)).toArray();
    return new PolicyLog(
        pick(rewards, rows),
        pick(propensities, rows),
        pick(targets, rows),
        baseline.map(own -> new Baseline(pick(own.logged, rows), pick(own.target, rows))),
        List.of());
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }
}
