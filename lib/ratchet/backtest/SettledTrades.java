package ratchet.backtest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Holds trades back until the log has gone on for as long as a position may be held. Where the log
 * ends sooner after an entry, the trade is left out, however it ended: else a window's last hour
 * would count those positions that had closed already, and not the ones that were still open.
 */
final class SettledTrades implements Consumer<Trade> {
  private final long holdMs;
  private final Consumer<Trade> settled;
  private final Deque<Trade> waiting = new ArrayDeque<>();

  /**
   * @param settled told in the order in which the trades were closed
   */
  SettledTrades(long holdMs, Consumer<Trade> settled) {
    this.holdMs = holdMs;
    this.settled = settled;
  }

  @Override
  public void accept(Trade trade) {
    waiting.add(trade);
  }

  /** The log has come to this moment. */
  void at(long ms) {
    while (!waiting.isEmpty() && waiting.peek().entryMs() + holdMs < ms) {
      settled.accept(waiting.remove());
    }
  }

  /**
   * The log ends.
   *
   * @param lastMs its last moment
   * @return trades that are left out
   */
  int end(long lastMs) {
    int left = 0;
    for (Trade trade : waiting) {
      if (trade.entryMs() + holdMs < lastMs) {
        settled.accept(trade);
      } else {
        left++;
      }
    }
    waiting.clear();
    return left;
  }
}
