package ratchet.data.log;

import java.io.Serializable;

/**
 * How attempts and the decisions of {@code fill_preds} were brought together.
 *
 * @param byAmount attempts whose context was found by route and amount
 * @param byElimination failed attempts whose context is what filled ones left over
 * @param byRoute attempts that only have a context of the same route, perhaps another attempt's
 * @param echoesBySource simulated rows of a source that never measures, which are left out
 * @param echoesByData simulated rows of a source whose outcomes turned out to be no measurements,
 *     which are left out
 * @param decisions that tell an amount, but for those of the last minute
 * @param notByAmount those at an amount that no attempt has
 * @param byNobody those of them that no failed attempt took by elimination either
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
    long byNobody,
    long malformedContexts)
    implements Serializable {
  /** Of a model whose rows are no attempts. */
  public static final AttemptFacts NONE = new AttemptFacts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Of two files. */
  public AttemptFacts plus(AttemptFacts other) {
    return new AttemptFacts(
        byAmount + other.byAmount,
        byElimination + other.byElimination,
        byRoute + other.byRoute,
        echoesBySource + other.echoesBySource,
        echoesByData + other.echoesByData,
        decisions + other.decisions,
        notByAmount + other.notByAmount,
        byNobody + other.byNobody,
        malformedContexts + other.malformedContexts);
  }

  /** Without attempts that were found to be copies, by how their context was found. */
  public AttemptFacts without(long amounts, long eliminations, long routes) {
    return new AttemptFacts(
        byAmount - amounts,
        byElimination - eliminations,
        byRoute - routes,
        echoesBySource,
        echoesByData,
        decisions,
        notByAmount,
        byNobody,
        malformedContexts);
  }

  /** Attempts that have a context. */
  public long matched() {
    return byAmount + byElimination + byRoute;
  }

  public long echoes() {
    return echoesBySource + echoesByData;
  }
}
