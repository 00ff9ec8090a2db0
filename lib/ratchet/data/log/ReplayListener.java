package ratchet.data.log;

import java.util.Optional;
import ratchet.features.Inputs;

/**
 * Who is told what the log holds, in the order of time; at the same millisecond what is known comes
 * before what is executed on it.
 */
public interface ReplayListener {
  /** Before every event: nothing that happened earlier will be told any more. */
  void at(long ms);

  /**
   * @param usd price of one SOL
   */
  void solPrice(long ms, double usd);

  void migrated(long ms, String mint);

  /**
   * The latest alpha features of a mint; one call for the horizons of one moment.
   *
   * @param features valid during the call only
   * @param isUsable false where they could not be parsed
   */
  void scored(long ms, String mint, Inputs features, boolean isUsable);

  /**
   * @param notional in SOL or dollars; NaN where none was logged
   */
  void sized(long ms, String mint, double notional, boolean isInSol, LoggedContext candidate);

  /**
   * @param rugProb NaN where none was logged
   */
  void rugVerdict(long ms, String mint, boolean isAuthorityActive, double rugProb);

  /** What was known of a route when a fill was predicted. */
  void predicted(long ms, String route, LoggedContext context);

  void executed(LoggedAttempt attempt);

  /**
   * One execution of the log. Numbers are NaN where nothing was logged.
   *
   * @param isBuy whether it may have opened a position; false for one that was only simulated
   * @param execPrice price of the fill; NaN where it is not filled
   * @param slippageBpsReq slippage that was allowed
   * @param slippageBps as realised, positive where it is adverse; NaN where it is not filled
   * @param landedMs time to land; NaN where it is not filled
   * @param feeLamports all that it cost, filled or not
   * @param context of its own decision, else the latest of its route; only of a live buy
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
