package ratchet.statistics;

import java.util.Optional;

/**
 * The difference in one figure between a candidate and a reference on the same rows. The gates and
 * {@code compare} both use this implementation of a paired comparison, and decide by {@link
 * NonInferiority#decide(ClusterInterval, boolean, double)}.
 *
 * @param candidate the figure of the candidate, in its own unit
 * @param reference the figure of the reference, e.g. of the champion
 * @param estimate candidate minus reference
 */
public record PairedDifference(double candidate, double reference, ClusterEstimate estimate) {
  /** Scores that differ by no more than this count as equal. */
  private static final double SAME_SCORE = 1e-9;

  /**
   * @param candidate empty if the figure cannot be computed from the rows
   * @param reference empty for the same reason
   * @return empty if one of the two is empty, and with fewer than two clusters
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

  /** Whether both have the same score for every row, within 1e-9. */
  public static boolean areSame(double[] candidate, double[] reference) {
    for (int row = 0; row < candidate.length; row++) {
      // NaN equals no score
      if (!(Math.abs(candidate[row] - reference[row]) <= SAME_SCORE)) {
        return false;
      }
    }
    return true;
  }
}
