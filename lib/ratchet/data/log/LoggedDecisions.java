package ratchet.data.log;

import java.util.List;

/**
 * The decisions of one policy in a window, in the order of time.
 *
 * @param decisions that name the probabilities they were drawn with
 * @param withoutProbabilities decisions that were not drawn, or do not say how
 * @param malformed decisions whose context cannot be used
 */
public record LoggedDecisions(
    List<LoggedDecision> decisions, long withoutProbabilities, long malformed) {
  public LoggedDecisions {
    decisions = List.copyOf(decisions);
  }
}
