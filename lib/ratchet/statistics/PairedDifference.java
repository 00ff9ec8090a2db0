package ratchet.statistics;

import java.util.Optional;

/**
 * By how much one figure of a candidate differs from that of what it is held against, on the same
 * rows. The one implementation of a paired comparison: {@code compare} and the gates use it, and
 * judge it by {@link NonInferiority#judge(ClusterInterval, boolean, double)}.
 *
 * @param candidate its figure
 * @param reference that of what it is held against
 * @param estimate of candidate less reference
 */
public record PairedDifference(double candidate, double reference, ClusterEstimate estimate) {
  /** Scores that differ by less are the same. */
  private static final double SAME_SCORE = 1e-9;

  /**
   * @param candidate empty where the rows do not give the figure
   * @param reference the same
   * @return empty where one of both is, and below two clusters
   */
  public static Optional<PairedDifference> of(
      Optional<InfluenceValues> candidate,
      Optional<InfluenceValues> reference,
      ClusteredRows rows) {
    if (candidate.isEmpty() || reference.isEmpty()) {
      return Optional.empty();
    }
    return ClusterEstimate.of(rows, candidate.get().minus(reference.get()))
        .map(
            estimate ->
                new PairedDifference(
                    candidate.get().estimate(), reference.get().estimate(), estimate));
  }

  /** Whether both gave the same score of every row. */
  public static boolean areSame(double[] candidate, double[] reference) {
    for (int row = 0; row < candidate.length; row++) {
      // a score that is no number equals none
      if (!(Math.abs(candidate[row] - reference[row]) <= SAME_SCORE)) {
        return false;
      }
    }
    return true;
  }
}
