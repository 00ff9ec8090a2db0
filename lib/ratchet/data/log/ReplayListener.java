package ratchet.data.log;

import java.util.Optional;
import ratchet.features.Inputs;

/**
 * Receives the rows of the log in the order of time. Times are milliseconds since the epoch. At the
 * same millisecond, executions come last.
 */
public interface ReplayListener {
  /** Called before every event; no earlier event follows. */
  void at(long ms);

  /**
   * A price of SOL.
   *
   * @param usd price of one SOL
   */
  void solPrice(long ms, double usd);

  /** A migration of a mint. */
  void migrated(long ms, String mint);

  /**
   * The latest alpha features of a mint; one call for all horizons of the same time.
   *
   * @param features valid during the call only
   * @param isUsable false where they could not be parsed
   */
  void scored(long ms, String mint, Inputs features, boolean isUsable);

  /**
   * A sizing decision.
   *
   * @param notional in SOL or dollars; NaN where none was logged
   */
  void sized(long ms, String mint, double notional, boolean isInSol, LoggedContext candidate);

  /**
   * A verdict of the rug check.
   *
   * @param rugProb NaN where none was logged
   */
  void rugVerdict(long ms, String mint, boolean isAuthorityActive, double rugProb);

  /** The context of a route when a fill was predicted. */
  void predicted(long ms, String route, LoggedContext context);

  /** An execution attempt. */
  void executed(LoggedAttempt attempt);

  /**
   * One execution attempt. Numbers are NaN where nothing was logged.
   *
   * @param isBuy whether it may have opened a position; false for one that was only simulated
   * @param execPrice price of the fill; NaN where it is not filled
   * @param slippageBpsReq slippage that was allowed, basis points
   * @param slippageBps realised slippage, basis points, positive where it is adverse; NaN where it
   *     is not filled
   * @param landedMs time to land, milliseconds; NaN where it is not filled
   * @param feeLamports total fee, filled or not
   * @param context of its own decision, else the latest of its route; empty except for a live buy
   *     in the window
   */
  record LoggedAttempt(
      long ms,
      String mint,
      String route,
      boolean isBuy,
      boolean isFilled,
      double quotePrice,
      double execPrice,
      double slippageBpsReq,
      double slippageBps,
      double landedMs,
      double priorityFeeLamports,
      double feeLamports,
      Optional<LoggedContext> context) {}
}
