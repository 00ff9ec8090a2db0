package ratchet.promote;

/** What was found of one candidate, before anything is changed. */
sealed interface Judgement {
  /** There is nothing left to do: it is live, or it may not become so. */
  record Settled(ModelOutcome outcome) implements Judgement {}

  /**
   * It is live, but nobody knows whether a runtime serves it.
   *
   * @param since by which the ledger knows of it
   */
  record Unconfirmed(Trial trial, LedgerEvent since) implements Judgement {}

  /** It may go live. */
  record Ready(Permitted permitted) implements Judgement {}
}
