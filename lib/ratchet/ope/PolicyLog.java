package ratchet.ope;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import ratchet.statistics.ClusteredRows;

/**
 * Decisions of a logging policy, what they brought, and how likely a target policy would have taken
 * each of them. Arrays are by decision and not to be changed.
 *
 * @param propensities with which the logged action was drawn; at most 1, and not positive only in a
 *     log that will be refused
 * @param targets probability of the logged action under the target policy, in [0, 1]
 * @param baseline what a reward model expects; empty when there is none
 * @param segments a name per decision, or none at all
 * @param clusters what shares a fate, such as a mint, per decision; or none at all: then each is on
 *     its own
 * @param times when each was taken, any unit that rises; or none at all
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

  /** Decisions that do not depend on each other, at times that are not known. */
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

  /** Which decisions share a fate, and when they were taken, as far as the log tells. */
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
