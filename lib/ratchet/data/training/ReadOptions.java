package ratchet.data.training;

import java.util.OptionalLong;

/**
 * How training rows are read.
 *
 * @param asOfMs nothing later than this is read, as if the data ended there; empty for all of it
 * @param trailBps drawdown from the running peak that counts as a stop (survival)
 */
public record ReadOptions(OptionalLong asOfMs, double trailBps) {
  public static final double DEFAULT_TRAIL_BPS = 120;
  public static final ReadOptions DEFAULT =
      new ReadOptions(OptionalLong.empty(), DEFAULT_TRAIL_BPS);
}
