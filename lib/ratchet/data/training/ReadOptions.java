package ratchet.data.training;

import java.util.OptionalLong;

/**
 * Options for reading training rows.
 *
 * @param asOfMs the data ends here, later rows are ignored, milliseconds since the epoch; empty to
 *     read all
 * @param trailBps drawdown from the running peak that counts as a stop (survival)
 */
public record ReadOptions(OptionalLong asOfMs, double trailBps) {
  /** Default of {@code trailBps}, basis points. */
  public static final double DEFAULT_TRAIL_BPS = 120;

  /** All data, with the default trail. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(OptionalLong.empty(), DEFAULT_TRAIL_BPS);
}
