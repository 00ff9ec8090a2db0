package ratchet.runtime;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of a model's answers since the process started, and its recent scores and durations.
 *
 * <p>Thread-safe; it never blocks. The recent values are a sample for the status page: a value that
 * is overwritten during a read may be slightly newer than the others.
 */
final class ScoreStatistics {
  static final int REMEMBERED = 1024;

  /** Outcome of a context; the {@code outcome} label of the metrics has the same words. */
  enum Outcome {
    /** Scored. */
    OK,
    /** The request was refused because of its content; counted once per request. */
    INVALID,
    /**
     * No version answered: none serves, or it has expired and is refused; counted once per request.
     */
    UNAVAILABLE;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
  private final double[] recentScores = new double[REMEMBERED];
  private final long[] recentNanos = new long[REMEMBERED];
  private final AtomicInteger scores = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  ScoreStatistics() {
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, new LongAdder());
    }
  }

  void count(Outcome outcome, int contexts) {
    counts.get(outcome).add(contexts);
  }

  void score(double primary) {
    recentScores[slot(scores)] = primary;
  }

  void request(long nanos) {
    recentNanos[slot(requests)] = nanos;
  }

  long count(Outcome outcome) {
    return counts.get(outcome).sum();
  }

  /** The most recent primary scores, at most {@value #REMEMBERED}, in no particular order. */
  double[] recentScores() {
    return Arrays.copyOf(recentScores, filled(scores));
  }

  /**
   * Durations of the most recent answered requests in nanoseconds, at most {@value #REMEMBERED},
   * ascending.
   */
  long[] recentNanos() {
    long[] nanos = Arrays.copyOf(recentNanos, filled(requests));
    Arrays.sort(nanos);
    return nanos;
  }

  private static int slot(AtomicInteger counter) {
    // in a full ring the counter stays in [REMEMBERED, 2·REMEMBERED), so that filled() is
    // REMEMBERED
    return counter.getAndUpdate(n -> n + 1 < 2 * REMEMBERED ? n + 1 : REMEMBERED) % REMEMBERED;
  }

  private static int filled(AtomicInteger counter) {
    return Math.min(counter.get(), REMEMBERED);
  }
}
