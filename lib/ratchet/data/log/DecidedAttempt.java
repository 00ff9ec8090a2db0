package ratchet.data.log;

/**
 * An attempt with the context that it was decided with.
 *
 * @param match how the context was found
 * @param contextMs when the context was logged; 0 where there is none
 * @param amount of the context's decision, lamports; NaN where it tells none
 * @param isUsable whether the context could be parsed
 * @param values of the context, by {@link ContextBatch#NAMES}; empty where there is none
 */
public record DecidedAttempt(
    Attempt attempt,
    Match match,
    long contextMs,
    double amount,
    boolean isUsable,
    double[] values) {
  /** How the context of an attempt was found among those that were logged. */
  public enum Match {
    /** Its decision is of the attempt's own route and amount. */
    AMOUNT,
    /**
     * The attempt tells no amount, and its decision is the latest of the route with an arm of its
     * requested slippage that no other attempt took.
     */
    ELIMINATION,
    /** The latest of the route: perhaps another attempt's. */
    ROUTE,
    /** There is none. */
    NONE
  }

  static DecidedAttempt without(Attempt attempt) {
    return new DecidedAttempt(attempt, Match.NONE, 0, Double.NaN, false, new double[0]);
  }

  /** Whether it is known which decision the attempt belongs to, and not only which are near it. */
  public boolean isOwn() {
    return match == Match.AMOUNT || match == Match.ELIMINATION;
  }

  /**
   * When the attempt was decided: the time of its decision, or its own where none is known to be.
   */
  public long decisionMs() {
    return isOwn() ? contextMs : attempt.ms();
  }
}
