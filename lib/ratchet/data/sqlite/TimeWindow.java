package ratchet.data.sqlite;

/**
 * A span of time of the log.
 *
 * @param fromMs first time within, milliseconds since the epoch
 * @param toMs first time after it
 */
public record TimeWindow(long fromMs, long toMs) {
  /** All times. */
  public static final TimeWindow ALL = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

  public TimeWindow {
    if (fromMs > toMs) {
      throw new IllegalArgumentException("a window from " + fromMs + " to " + toMs);
    }
  }

  /** Whether a time is within; the end is not. */
  public boolean contains(long ms) {
    return fromMs <= ms && ms < toMs;
  }

  /** The end plus some milliseconds; {@code Long.MAX_VALUE} where that overflows. */
  public long endPlus(long milliseconds) {
    return toMs > Long.MAX_VALUE - milliseconds ? Long.MAX_VALUE : toMs + milliseconds;
  }
}
