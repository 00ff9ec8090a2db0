package ratchet.data.log;

/** Counts the decisions of {@code fill_preds} that tell an amount, by who took them. */
public final class DecisionTally implements RecentContexts.DecisionListener {
  private final long untilMs;
  private long decisions;
  private long notByAmount;
  private long byNobody;

  /**
   * @param untilMs later decisions are not counted: their attempts may not be logged yet
   */
  public DecisionTally(long untilMs) {
    this.untilMs = untilMs;
  }

  @Override
  public void decision(
      long ms, double amount, boolean isTakenByAmount, boolean isTakenByElimination) {
    if (ms <= untilMs) {
      decisions++;
      notByAmount += isTakenByAmount ? 0 : 1;
      byNobody += isTakenByAmount || isTakenByElimination ? 0 : 1;
    }
  }

  public long decisions() {
    return decisions;
  }

  /** Those at an amount that no attempt has. */
  public long notByAmount() {
    return notByAmount;
  }

  /** Those of them that no failed attempt took by elimination either. */
  public long byNobody() {
    return byNobody;
  }
}
