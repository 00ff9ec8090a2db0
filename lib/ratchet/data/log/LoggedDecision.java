package ratchet.data.log;

import java.util.Optional;

/**
 * One decision that was drawn with logged probabilities, and what came of it. Arrays are by arm and
 * not to be changed.
 *
 * @param id rowid in its table
 * @param mint that it was taken for; empty where the log does not tell
 * @param segment of the log that it belongs to: the route of a fee, the tier of a size
 * @param arm the one that was taken
 * @param probabilities with which the arm was drawn; they sum to 1
 * @param scores that the policy gave the arms; empty where none were logged
 * @param values that a model gives the arms; empty where none was asked
 * @param outcome empty where the log does not tell
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
  /** What came after a decision. */
  public sealed interface Outcome {}

  /**
   * Of a fee.
   *
   * @param slippageBps as realised; NaN where it is not filled or was not measured
   */
  public record Execution(boolean isFilled, double slippageBps) implements Outcome {}

  /**
   * Of a size.
   *
   * @param pnlUsd net of its costs
   * @param maeBps adverse excursion; NaN where it was not measured
   * @param equityUsd at the decision
   */
  public record Position(double pnlUsd, double maeBps, double notionalUsd, double equityUsd)
      implements Outcome {}

  /**
   * @param ofMint the mint of the outcome
   */
  LoggedDecision with(Outcome known, String ofMint) {
    return new LoggedDecision(
        id, ms, ofMint, segment, arm, probabilities, scores, values, Optional.of(known));
  }

  /**
   * @param own segment that only the outcome tells
   * @param known values of the arms in the context of the outcome
   */
  LoggedDecision in(String own, double[] known) {
    return new LoggedDecision(id, ms, mint, own, arm, probabilities, scores, known, outcome);
  }
}
