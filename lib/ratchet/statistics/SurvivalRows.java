package ratchet.statistics;

/** What every survival figure asks of its input; a breach is a bug of the caller. */
final class SurvivalRows {
  private SurvivalRows() {}

  /**
   * @throws IllegalArgumentException for columns of different lengths, a time that is negative or
   *     not finite, or an event other than 0 (censored) or 1
   */
  static void check(double[] times, double[] events) {
    if (times.length != events.length) {
      throw new IllegalArgumentException(times.length + " times for " + events.length + " events");
    }
    for (int i = 0; i < times.length; i++) {
      if (!(times[i] >= 0 && times[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("times[" + i + "] is not a duration: " + times[i]);
      }
      if (events[i] != 0 && events[i] != 1) {
        throw new IllegalArgumentException("events[" + i + "] is neither 0 nor 1: " + events[i]);
      }
    }
  }
}
