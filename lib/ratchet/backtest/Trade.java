package ratchet.backtest;

/**
 * A position that was opened and closed, or an attempt that failed and cost its fee.
 *
 * @param mint what was bought
 * @param route how
 * @param isFilled false for a failed attempt: it has no exit, no gross and no slippage
 * @param exitMs when it was closed; the attempt's own moment when it failed
 * @param entryPrice as quoted
 * @param grossUsd before all costs
 * @param feeUsd of the way in and out
 * @param slipUsd realised slippage
 * @param errorUsd charged for what FillNet expected otherwise
 * @param maeBps worst price against the entry
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
