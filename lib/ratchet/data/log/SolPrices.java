package ratchet.data.log;

import java.time.Duration;
import java.util.Arrays;
import ratchet.data.sqlite.Cursor;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.Tables;
import ratchet.data.sqlite.Timestamps;

/** Dollars of one SOL over time, as {@code prices} has it: 16 bytes a row, which are hourly. */
final class SolPrices {
  /** A price older than this says nothing any more. */
  static final Duration VALID = Duration.ofHours(24);

  private static final String SQL =
      "SELECT ms, usd FROM (SELECT "
          + Timestamps.milliseconds("ts")
          + " AS ms, usd FROM prices WHERE "
          + Timestamps.ARE_NUMBERS
          + " AND symbol = 'SOL' AND typeof(usd) IN ('integer','real') AND usd > 0"
          + " AND usd <= 1.7976931348623157e308) WHERE ms < ?1 ORDER BY ms";

  private long[] times = new long[1024];
  private double[] prices = new double[1024];
  private int size;

  private SolPrices() {}

  /** All before a moment; none where the table is missing. */
  static SolPrices read(Database database, long beforeMs) {
    SolPrices read = new SolPrices();
    if (Tables.has(database, "prices")) {
      try (Cursor rows = Cursor.open(database, SQL, beforeMs)) {
        for (; rows.hasRow(); rows.advance()) {
          read.add(rows.whole(1), rows.number(2));
        }
      }
    }
    return read;
  }

  private void add(long ms, double usd) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      prices = Arrays.copyOf(prices, 2 * size);
    }
    times[size] = ms;
    prices[size] = usd;
    size++;
  }

  /** The latest price at or before a moment; NaN where there is none of the day before it. */
  double at(long ms) {
    int place = Arrays.binarySearch(times, 0, size, ms);
    while (place >= 0 && place + 1 < size && times[place + 1] == ms) {
      place++;
    }
    int latest = place >= 0 ? place : -place - 2;
    return latest >= 0 && ms - times[latest] <= VALID.toMillis() ? prices[latest] : Double.NaN;
  }
}
