package ratchet.seed;

import java.util.ArrayList;
import java.util.List;

/**
 * The routes of the executor. A route with a failing order takes no other order until it has
 * failed: a failed attempt logs no amount, so the contexts of two at once could not be matched.
 */
final class RouteAvailability {
  private static final List<String> NAMES = List.of("jupiter", "pumpswap", "raydium");

  private final long[] failingUntilMs = new long[NAMES.size()];

  /** A route that takes an order now, the preferred one if it does; null when none does. */
  String choose(long ms, String preferred, SeededRandom draws) {
    List<String> open = new ArrayList<>();
    for (int i = 0; i < failingUntilMs.length; i++) {
      if (failingUntilMs[i] < ms) {
        open.add(NAMES.get(i));
      }
    }
    if (open.isEmpty() || open.contains(preferred)) {
      return open.isEmpty() ? null : preferred;
    }
    return open.get((int) draws.whole(0, open.size() - 1));
  }

  /** When the first route takes orders again. */
  long nextOpenMs() {
    long next = Long.MAX_VALUE;
    for (long until : failingUntilMs) {
      next = Math.min(next, until + 1);
    }
    return next;
  }

  /** An order on the route is failing, and will be known to have failed. */
  void failing(String route, long untilMs) {
    failingUntilMs[NAMES.indexOf(route)] = untilMs;
  }

  static String any(SeededRandom draws) {
    return NAMES.get((int) draws.whole(0, NAMES.size() - 1));
  }
}
