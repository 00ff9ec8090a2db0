package ratchet.health.summary;

/**
 * The pauses between consecutive decisions of a set with at least two rows.
 *
 * @param longestMs the longest pause in milliseconds
 * @param longestFromMs when it began, milliseconds since the epoch
 * @param usualMs the 99 % quantile of the pauses in milliseconds, accurate to an eighth of its
 *     length
 */
public record LogGaps(long longestMs, long longestFromMs, long usualMs) {
  private static final double USUAL = 0.99;

  /** Binary digits kept of a length, the leading one included. */
  private static final int DIGITS = 4;

  static LogGaps of(PackedRows rows) {
    long[] counts = new long[Long.SIZE << (DIGITS - 1)];
    long longestMs = -1;
    long longestFromMs = 0;
    long previousMs = rows.decisionMs(0);
    while (rows.next()) {
      long pause = rows.decisionMs() - previousMs;
      counts[cell(pause)]++;
      if (pause > longestMs) {
        longestMs = pause;
        longestFromMs = previousMs;
      }
      previousMs = rows.decisionMs();
    }
    long seen = 0;
    int cell = -1;
    while (seen < USUAL * (rows.size() - 1)) {
      seen += counts[++cell];
    }
    return new LogGaps(longestMs, longestFromMs, Math.min(longestMs, upperEdge(cell)));
  }

  /** Lengths of the same leading digits share a cell; those of few digits have their own. */
  private static int cell(long pause) {
    int dropped = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(pause) - DIGITS);
    return (dropped << (DIGITS - 1)) + (int) (pause >>> dropped);
  }

  /** The longest pause of a cell. */
  private static long upperEdge(int cell) {
    int half = 1 << (DIGITS - 1);
    int dropped = Math.max(0, cell / half - 1);
    return ((cell - dropped * half + 1L) << dropped) - 1;
  }
}
