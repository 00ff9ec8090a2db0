package ratchet.data.log;

import java.io.Serializable;

/**
 * Counts of how attempts were matched with the decisions of {@code fill_preds}.
 *
 * @param byAmount attempts whose context was found by route and amount
 * @param byElimination failed attempts whose context is one that no filled attempt took
 * @param byRoute attempts that only have a context of the same route, perhaps another attempt's
 * @param echoesBySource simulated rows left out because their source never measures
 * @param echoesByData simulated rows left out because the outcomes of their source are not
 *     measurements
 * @param decisions with an amount, except those of the last minute
 * @param notByAmount decisions that no attempt was matched to by amount
 * @param unmatched decisions that no attempt was matched to, neither by amount nor by elimination
 * @param malformedContexts rows of {@code fill_preds} whose context cannot be used
 */
public record AttemptFacts(
    long byAmount,
    long byElimination,
    long byRoute,
    long echoesBySource,
    long echoesByData,
    long decisions,
    long notByAmount,
    long unmatched,
    long malformedContexts)
    implements Serializable {
  /** For a model whose rows are not attempts. */
  public static final AttemptFacts NONE = new AttemptFacts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The sum over two files. */
  public AttemptFacts plus(AttemptFacts other) {
    return new AttemptFacts(
        byAmount + other.byAmount,
        byElimination + other.byElimination,
        byRoute + other.byRoute,
        echoesBySource + other.echoesBySource,
        echoesByData + other.echoesByData,
        decisions + other.decisions,
        notByAmount + other.notByAmount,
        unmatched + other.unmatched,
        malformedContexts + other.malformedContexts);
  }

  /** Subtracts attempts that are copies, by how their context was found. */
  public AttemptFacts without(long amounts, long eliminations, long routes) {
    return new AttemptFacts(
        byAmount - amounts,
        byElimination - eliminations,
        byRoute - routes,
        echoesBySource,
        echoesByData,
        decisions,
        notByAmount,
        unmatched,
        malformedContexts);
  }

  /** Attempts that have a context. */
  public long matched() {
    return byAmount + byElimination + byRoute;
  }

  /** Simulated rows that were left out. */
  public long echoes() {
    return echoesBySource + echoesByData;
  }
}
