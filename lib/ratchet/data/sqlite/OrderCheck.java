package ratchet.data.sqlite;

/** Verifies row by row that a log is in order of time, as {@link LogOrder#assumed} expects. */
public final class OrderCheck {
  /** A row is out of order: what was read of the log so far must be discarded. */
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
   * @param order in which the rows are read; rows that SQLite sorts are not checked
   * @param untilMs rows that are later are not checked
   */
  public OrderCheck(LogOrder order, long untilMs) {
    this.isByTime = order.isByTime();
    this.untilMs = untilMs;
  }

  /**
   * Checks the next row.
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
