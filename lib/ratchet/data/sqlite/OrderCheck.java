package ratchet.data.sqlite;

/** Holds a log to the order of time that was {@link LogOrder#assumed} of it, row by row. */
public final class OrderCheck {
  /** A row came late: whatever was read of the log so far is worth nothing. */
  public static final class NotInOrder extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotInOrder(long ms, long lastMs) {
      super("a row of " + ms + " ms came after one of " + lastMs + " ms", null, false, false);
    }
  }

  private final boolean isByTime;
  private final long untilMs;
  private long lastMs = Long.MIN_VALUE;

  /**
   * @param order by which the rows are read; one that SQLite sorts is not checked
   * @param untilMs rows that are later do not count
   */
  public OrderCheck(LogOrder order, long untilMs) {
    this.isByTime = order.isByTime();
    this.untilMs = untilMs;
  }

  /**
   * Takes the next row.
   *
   * @throws NotInOrder when it is earlier than the one before
   */
  public void next(long ms) {
    if (isByTime && ms <= untilMs) {
      if (ms < lastMs) {
        throw new NotInOrder(ms, lastMs);
      }
      lastMs = ms;
    }
  }
}
