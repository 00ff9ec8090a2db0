package ratchet.runtime;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a model has answered since the process started.
 *
 * <p>Thread-safe and never blocking. The recent values are a sample for people to look at: one that
 * is being overwritten while it is read may be a little newer than its neighbours.
 */
final class ScoreStatistics {
  static final int REMEMBERED = 1024;

  /** What became of a context; the words of the {@code outcome} label. */
  enum Outcome {
    /** Scored. */
    OK,
    /** Its request was refused for its content. */
    INVALID,
    /** No model served, or only one that has expired. */
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

  /** The last primary scores, at most {@value #REMEMBERED}, in no order. */
  double[] recentScores() {
    return Arrays.copyOf(recentScores, filled(scores));
  }

  /** How long the last answered requests took, nanoseconds, ascending. */
  long[] recentNanos() {
    long[] nanos = Arrays.copyOf(recentNanos, filled(requests));
    Arrays.sort(nanos);
    return nanos;
  }

  private static int slot(AtomicInteger counter) {
    // once the ring is full the counter stays in [REMEMBERED, 2·REMEMBERED), so that it says so
    return counter.getAndUpdate(n -> n + 1 < 2 * REMEMBERED ? n + 1 : REMEMBERED) % REMEMBERED;
  }

  private static int filled(AtomicInteger counter) {
    return Math.min(counter.get(), REMEMBERED);
  }
}
