package ratchet.gate;

/**
 * One figure of candidate and champion on the same rows. The interval is of the difference
 * candidate − champion, in the figure's unit.
 *
 * @param lower lower end of the difference's interval
 * @param upper its upper end
 */
public record PairedFigure(double candidate, double champion, double lower, double upper) {
  /** Candidate − champion. */
  public double difference() {
    return candidate - champion;
  }
}
