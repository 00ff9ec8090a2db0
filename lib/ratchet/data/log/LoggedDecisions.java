package ratchet.data.log;

import java.util.List;

/**
 * The decisions of one policy in a window, in the order of time.
 *
 * @param decisions that name the probabilities they were drawn with
 * @param withoutProbabilities decisions that were not drawn, or do not say how
 * @param malformed decisions whose context cannot be used
 * @param unmatched fee decisions without an outcome, by why there is none
 */
public record LoggedDecisions(
    List<LoggedDecision> decisions,
    long withoutProbabilities,
    long malformed,
    Unmatched unmatched) {
  /**
   * Why fee decisions have no outcome.
   *
   * @param withoutSize they tell neither {@code sizeSol} nor, as old logs do, a route and price
   *     that an execution has
   * @param withoutContext no {@code fill_preds} row of their time tells their size
   * @param withoutAttempt no attempt took the decision
   */
  public record Unmatched(long withoutSize, long withoutContext, long withoutAttempt) {
    static final Unmatched NONE = new Unmatched(0, 0, 0);

    public long all() {
      return withoutSize + withoutContext + withoutAttempt;
    }
  }

  public LoggedDecisions {
    decisions = List.copyOf(decisions);
  }

  /** Of decisions that no other log is needed to match. */
  LoggedDecisions(List<LoggedDecision> decisions, long withoutProbabilities, long malformed) {
    this(decisions, withoutProbabilities, malformed, Unmatched.NONE);
  }
}
