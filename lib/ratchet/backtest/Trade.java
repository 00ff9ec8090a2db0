package ratchet.backtest;

/**
 * A position that was opened and closed, or an attempt that failed and cost its fee.
 *
 * @param mint the mint that was bought
 * @param route the route of the attempt
 * @param isFilled false for a failed attempt, which has no exit, no gross and no slippage
 * @param exitMs when it was closed, Unix milliseconds; the time of the attempt if it failed
 * @param entryPrice price paid; the quoted price if it failed
 * @param grossUsd before all costs
 * @param feeUsd fees of entry and exit
 * @param slipUsd realised slippage
 * @param errorUsd charged for the error of FillNet's expected slippage
 * @param maeBps lowest price below the entry price, basis points
 * @param exit {@code trail}, {@code time}, {@code unpriced} or {@code failed}
 */
public record Trade(
    String mint,
    String route,
    boolean isMigrated,
    boolean isCongested,
    boolean isFilled,
    long entryMs,
    long exitMs,
    double entryPrice,
    double exitPrice,
    double notionalUsd,
    double grossUsd,
    double feeUsd,
    double slipUsd,
    double errorUsd,
    double maeBps,
    String exit) {
  public static final String HEADER =
      "strategy,mint,route,migrated,congested,entry_ms,exit_ms,entry_price,exit_price,notional_usd,"
          + "gross_usd,fee_usd,slip_usd,fillnet_error_usd,net_usd,mae_bps,exit";

  double netUsd() {
    return grossUsd - feeUsd - slipUsd - errorUsd;
  }

  /** A line under {@link #HEADER}. */
  public String line(String strategy) {
    return strategy
        + ","
        + mint.replace(',', '_')
        + ","
        + route.replace(',', '_')
        + ","
        + isMigrated
        + ","
        + isCongested
        + ","
        + entryMs
        + ","
        + exitMs
        + ","
        + entryPrice
        + ","
        + exitPrice
        + ","
        + notionalUsd
        + ","
        + grossUsd
        + ","
        + feeUsd
        + ","
        + slipUsd
        + ","
        + errorUsd
        + ","
        + netUsd()
        + ","
        + maeBps
        + ","
        + exit;
  }
}
