package ratchet.statistics.comparison;

import java.util.List;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.NonInferiority;

/**
 * The mean difference of squared errors, challenger less champion, with an interval that may be
 * looked at after every row: {@link EmpiricalBernstein}, rows in the order in which they came,
 * those of one cluster as one mean.
 *
 * @param estimate below 0 where the challenger is better
 * @param rows that were there
 * @param units clusters, or rows where there are none
 */
public record SequentialDifference(
    double estimate, double lower, double upper, int rows, int units) {
  /**
   * @param differences by row, each within [-1, 1]
   * @param keys cluster by row
   * @param order by row, what came earlier is lower
   * @param alpha chance that the interval is ever wrong, e.g. 0.05
   * @param vOpt see {@link EmpiricalBernstein}
   * @throws IllegalArgumentException without rows, and as {@link EmpiricalBernstein}
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

  /** Inconclusive with fewer units than an interval needs to decide. */
  public NonInferiority decide(double margin) {
    return units < ClusterEstimate.FEWEST_CLUSTERS
        ? NonInferiority.INCONCLUSIVE
        : NonInferiority.decide(lower, upper, false, margin);
  }
}
