package ratchet.data.sqlite;

import java.util.OptionalLong;

/** Counts the times of a table's rows, in the order in which they were written. */
final class TimeTally {
  private final long lateMs;
  private final long nowMs;
  private long rows;
  private long inSeconds;
  private long withoutTime;
  private long negative;
  private long late;
  private long firstMs = Long.MAX_VALUE;
  private long lastMs = Long.MIN_VALUE;
  private long latestMs;

  /**
   * @param lateMs how much later a row that was written before may be
   * @param nowMs what lies after it makes no row late
   */
  TimeTally(long lateMs, long nowMs) {
    this.lateMs = lateMs;
    this.nowMs = nowMs;
  }

  /**
   * @param logged the time in either unit; NaN where it is no number
   */
  void add(double logged) {
    rows++;
    if (Double.isNaN(logged)) {
      withoutTime++;
      return;
    }
    inSeconds += logged > Timestamps.MILLISECONDS_ABOVE ? 0 : 1;
    negative += logged < 0 ? 1 : 0;
    long ms = Timestamps.toMilliseconds(logged);
    firstMs = Math.min(firstMs, ms);
    lastMs = Math.max(lastMs, ms);
    late += ms < latestMs - lateMs ? 1 : 0;
    latestMs = ms <= nowMs ? Math.max(latestMs, ms) : latestMs;
  }

  TableCounts counts(String table, String column) {
    boolean isTimed = rows > withoutTime;
    return new TableCounts(
        table,
        column,
        rows,
        inSeconds,
        rows - withoutTime - inSeconds,
        withoutTime,
        negative,
        late,
        isTimed ? OptionalLong.of(firstMs) : OptionalLong.empty(),
        isTimed ? OptionalLong.of(lastMs) : OptionalLong.empty());
  }
}
