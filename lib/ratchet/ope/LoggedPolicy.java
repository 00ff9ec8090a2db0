package ratchet.ope;

import java.util.Locale;

/** A policy of the trading bot that logs the probabilities it drew with. */
public enum LoggedPolicy {
  /** Priority fee and allowed slippage of an execution. */
  FEE,
  /** The size of a position in a mint. */
  SIZING;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word on the command line. */
  @Override
  public String toString() {
    return id();
  }
}
