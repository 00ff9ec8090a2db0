package ratchet.data.sqlite;

/**
 * A part of the log.
 *
 * @param fromMs first moment within, milliseconds since the epoch
 * @param toMs first moment after it
 */
public record TimeWindow(long fromMs, long toMs) {
  /** Everything that was ever logged. */
  public static final TimeWindow ALL = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

  public TimeWindow {
    if (fromMs > toMs) {
      throw new IllegalArgumentException("a window from " + fromMs + " to " + toMs);
    }
  }

  public boolean contains(long ms) {
    return fromMs <= ms && ms < toMs;
  }

  /** Later by so much than the end, as far as a long can say. */
  public long endPlus(long milliseconds) {
    return toMs > Long.MAX_VALUE - milliseconds ? Long.MAX_VALUE : toMs + milliseconds;
  }
}
