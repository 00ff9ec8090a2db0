package ratchet.backtest;

import java.util.Locale;

/** What a position is worth of which the log shows no price after its entry. */
public enum UnpricedPositions {
  /** Nothing: the whole position is lost, and both fees are paid. */
  WORST,
  /** What was paid for it: the last price that is known is that of the entry. */
  LAST;

  /** As the command line and documents name it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return id();
  }
}
