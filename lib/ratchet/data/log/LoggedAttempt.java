package ratchet.data.log;

import java.util.Optional;

/**
 * One execution of the log. Numbers are NaN where nothing was logged.
 *
 * @param isLive false for one that was only simulated
 * @param isBuy whether it may have opened a position
 * @param execPrice price of the fill; NaN where it is not filled
 * @param slippageBpsReq slippage that was allowed
 * @param slippageBps as realised, positive where it is adverse; NaN where it is not filled
 * @param landedMs time to land; NaN where it is not filled
 * @param feeLamports all that it cost, filled or not
 * @param context of its own decision, else the latest of its route; only of a live buy
 */
public record LoggedAttempt(
    long ms,
    String mint,
    String route,
    boolean isLive,
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
