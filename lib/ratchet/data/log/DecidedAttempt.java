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
    ContextMatch match,
    long contextMs,
    double amount,
    boolean isUsable,
    double[] values) {
  static DecidedAttempt without(Attempt attempt) {
    return new DecidedAttempt(attempt, ContextMatch.NONE, 0, Double.NaN, false, new double[0]);
  }

  /** Whether it is known which decision the attempt belongs to, and not only which are near it. */
  public boolean isOwn() {
    return match == ContextMatch.AMOUNT || match == ContextMatch.ELIMINATION;
  }

  /**
   * When the attempt was decided: the time of its decision, or its own where none is known to be.
   */
  public long decisionMs() {
    return isOwn() ? contextMs : attempt.ms();
  }
}
