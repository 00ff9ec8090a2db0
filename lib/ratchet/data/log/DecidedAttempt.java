package ratchet.data.log;

/**
 * An attempt with the context that it was decided with.
 *
 * @param match how the context was found
 * @param contextMs when the context was logged; 0 where there is none
 * @param amount of the context's decision, lamports; NaN where it has none
 * @param isUsable whether the context could be parsed
 * @param values of the context, in the order of {@link ContextBatch#NAMES}; empty where there is
 *     none
 */
public record DecidedAttempt(
    Attempt attempt,
    Match match,
    long contextMs,
    double amount,
    boolean isUsable,
    double[] values) {
  /** How the context of an attempt was found. */
  public enum Match {
    /** The decision has the route and amount of the attempt. */
    AMOUNT,
    /**
     * No decision has the amount. This one is the latest of the route that has an arm with the
     * requested slippage and that no other attempt took.
     */
    ELIMINATION,
    /** The latest context of the route, perhaps of another attempt. */
    ROUTE,
    /** There is no context. */
    NONE
  }

  static DecidedAttempt without(Attempt attempt) {
    return new DecidedAttempt(attempt, Match.NONE, 0, Double.NaN, false, new double[0]);
  }

  /** Whether the decision of the attempt is known, and not only a context of the same route. */
  public boolean isOwn() {
    return match == Match.AMOUNT || match == Match.ELIMINATION;
  }

  /**
   * When the attempt was decided: the time of its decision, or its own if the decision is not
   * known.
   */
  public long decisionMs() {
    return isOwn() ? contextMs : attempt.ms();
  }
}
