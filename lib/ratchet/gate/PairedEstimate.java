package ratchet.gate;

import ratchet.statistics.ClusterInterval;

/**
 * One figure of the candidate and of what it is held against, on the same rows.
 *
 * @param candidate in the figure's unit
 * @param reference the same of a champion, an anchor, or a model without skill
 * @param difference candidate − reference with its interval, and what the rows are worth
 */
public record PairedEstimate(double candidate, double reference, ClusterInterval difference) {
  double lower() {
    return difference.lower();
  }

  double upper() {
    return difference.upper();
  }

  /** The wider side of the interval: what a candidate that is equal would need as a margin. */
  double halfWidth() {
    double estimate = difference.estimate();
    return Math.max(estimate - lower(), upper() - estimate);
  }
}
