package ratchet.data.log;

import java.util.Optional;

/**
 * One decision that was drawn with logged probabilities, and its outcome. Arrays have one element
 * per arm and must not be changed.
 *
 * @param id rowid in its table
 * @param ms when it was logged, milliseconds since the epoch
 * @param mint of the decision; empty where none was logged
 * @param segment the route of a fee decision, the tier of a sizing decision
 * @param arm index of the arm that was taken
 * @param probabilities with which the arm was drawn; they sum to 1
 * @param scores that the policy gave the arms; empty where none were logged
 * @param values that a model predicts for the arms; empty without a model
 * @param outcome empty where none is known
 */
public record LoggedDecision(
    long id,
    long ms,
    String mint,
    String segment,
    int arm,
    double[] probabilities,
    double[] scores,
    double[] values,
    Optional<Outcome> outcome) {
  /** The outcome of a decision. */
  public sealed interface Outcome {}

  /**
   * The outcome of a fee decision.
   *
   * @param slippageBps realised slippage, basis points; NaN where it was not filled or not measured
   */
  public record Execution(boolean isFilled, double slippageBps) implements Outcome {}

  /**
   * The outcome of a sizing decision.
   *
   * @param pnlUsd net of its costs
   * @param maeBps maximum adverse excursion, basis points; NaN where it was not measured
   * @param notionalUsd size of the position
   * @param equityUsd at the decision
   */
  public record Position(double pnlUsd, double maeBps, double notionalUsd, double equityUsd)
      implements Outcome {}

  /**
   * A copy with an outcome.
   *
   * @param ofMint the mint of the outcome
   */
  LoggedDecision with(Outcome known, String ofMint) {
    return new LoggedDecision(
        id, ms, ofMint, segment, arm, probabilities, scores, values, Optional.of(known));
  }

  /**
   * A copy with a segment and values.
   *
   * @param own segment, which is known from the outcome
   * @param known values of the arms in the context of the outcome
   */
  LoggedDecision in(String own, double[] known) {
    return new LoggedDecision(id, ms, mint, own, arm, probabilities, scores, known, outcome);
  }
}
