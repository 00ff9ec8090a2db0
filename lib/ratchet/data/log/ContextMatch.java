package ratchet.data.log;

/** How the context of an attempt was found among those that were logged. */
public enum ContextMatch {
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
