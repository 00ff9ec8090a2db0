package ratchet.backtest;

import ratchet.data.log.LoggedContext;
import ratchet.data.log.ReplayListener.LoggedAttempt;

/** A position of a replay from its entry to its exit. */
final class OpenPosition {
  private static final double BPS = 10_000;

  /** Tolerance for rounding where a price is compared with a bound. */
  private static final double ROUNDING_BPS = 1e-5;

  final LoggedAttempt entry;
  final LoggedContext candidate;
  private final boolean isMigrated;
  private final boolean isCongested;
  private final double notionalUsd;
  private final double feeInUsd;
  private final double errorUsd;
  private double peak;
  private double lowest;
  private double last;
  private double lastFeeUsd;
  private boolean isSeen;

  OpenPosition(
      LoggedAttempt entry,
      LoggedContext candidate,
      boolean isMigrated,
      boolean isCongested,
      double notionalUsd,
      double feeInUsd,
      double errorUsd) {
    this.entry = entry;
    this.candidate = candidate;
    this.isMigrated = isMigrated;
    this.isCongested = isCongested;
    this.notionalUsd = notionalUsd;
    this.feeInUsd = feeInUsd;
    this.errorUsd = errorUsd;
    peak = entry.execPrice();
    lowest = peak;
    last = peak;
    lastFeeUsd = feeInUsd;
  }

  /**
   * Records a price.
   *
   * @param feeUsd fee of the execution that has the price; NaN where unknown
   */
  void print(double price, double feeUsd) {
    isSeen = true;
    last = price;
    peak = Math.max(peak, price);
    lowest = Math.min(lowest, price);
    lastFeeUsd = Double.isNaN(feeUsd) ? feeInUsd : feeUsd;
  }

  /** Whether any price was seen after the entry. */
  boolean isSeen() {
    return isSeen;
  }

  /** Gain of the last price over the entry price, a fraction. */
  double pnl() {
    return last / entry.execPrice() - 1;
  }

  /** Slippage of the entry beyond the requested slippage, basis points; NaN when unknown. */
  double slipGapBps() {
    return entry.slippageBps() - entry.slippageBpsReq();
  }

  /** Whether the last price is at least this far below the peak. */
  boolean isBelowPeak(double trailBps) {
    return (1 - last / peak) * BPS >= trailBps - ROUNDING_BPS;
  }

  /** Makes the position worthless: no price was seen after the entry. */
  void loseAll() {
    last = 0;
    lowest = 0;
  }

  /** Closes the position at the last price. The entry price has the slippage; gross is without. */
  Trade close(long ms, String exit) {
    double slip = Double.isFinite(entry.slippageBps()) ? entry.slippageBps() / BPS : 0;
    double sold = notionalUsd * last / entry.execPrice();
    return new Trade(
        entry.mint(),
        entry.route(),
        isMigrated,
        isCongested,
        true,
        entry.ms(),
        ms,
        entry.execPrice(),
        last,
        notionalUsd,
        sold * (1 + slip) - notionalUsd,
        feeInUsd + lastFeeUsd,
        sold * slip,
        errorUsd,
        (1 - lowest / entry.execPrice()) * BPS,
        exit);
  }
}
