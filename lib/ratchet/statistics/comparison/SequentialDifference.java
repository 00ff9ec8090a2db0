package ratchet.statistics.comparison;

import java.util.List;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.NonInferiority;

/**
 * The mean difference of squared errors, challenger minus champion, with an interval that may be
 * read after every row ({@link EmpiricalBernstein}). Rows enter in the order in which they came,
 * the rows of a cluster as one mean.
 *
 * @param estimate below 0 where the challenger is better
 * @param rows number of rows
 * @param units number of clusters, or of rows if there are no clusters
 */
public record SequentialDifference(
    double estimate, double lower, double upper, int rows, int units) {
  /**
   * @param differences by row, each within [-1, 1]
   * @param keys by row, the key of its cluster
   * @param order by row, lower for earlier rows
   * @param alpha probability that the interval is ever wrong, e.g. 0.05
   * @param vOpt see {@link EmpiricalBernstein}
   * @throws IllegalArgumentException without rows, and in the cases of {@link EmpiricalBernstein}
   */
  public static SequentialDifference of(
      double[] differences, List<?> keys, double[] order, double alpha, double vOpt) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("no rows");
    }
    EmpiricalBernstein interval = new EmpiricalBernstein(alpha, vOpt);
    double[] means = SequentialLook.means(differences, SequentialLook.numbers(keys), order);
    for (double mean : means) {
      interval.add(mean);
    }
    return new SequentialDifference(
        interval.estimate(), interval.lower(), interval.upper(), differences.length, means.length);
  }

  /** Inconclusive with fewer than {@link ClusterEstimate#FEWEST_CLUSTERS} units. */
  public NonInferiority decide(double margin) {
    return units < ClusterEstimate.FEWEST_CLUSTERS
        ? NonInferiority.INCONCLUSIVE
        : NonInferiority.decide(lower, upper, false, margin);
  }
}
