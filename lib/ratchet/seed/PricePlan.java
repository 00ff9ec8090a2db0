package ratchet.seed;

import java.time.Duration;

/**
 * The price of one mint after its entry, planned so that its prints show the outcomes that were
 * drawn for it.
 *
 * <p>During the first hour the price never falls but for the one print that is the stop: it climbs
 * to the level that the ten-minute payoff asks for, and on to that of the hour. Afterwards it
 * wanders, and a mint that is pulled falls to a few percent and stays there.
 */
final class PricePlan {
  private static final long TEN_MINUTES_MS = Duration.ofMinutes(10).toMillis();
  private static final long HOUR_MS = Duration.ofMinutes(60).toMillis();

  private final double entryPrice;
  private final double gainAt10m;
  private final double gainAt60m;
  private final long reached10mMs;
  private final long reached60mMs;
  private boolean isPulled;

  /**
   * @param lastMs how long after its entry the mint is traded at all
   */
  PricePlan(double entryPrice, boolean pays10m, boolean pays60m, long lastMs, SeededRandom draws) {
    this.entryPrice = entryPrice;
    gainAt10m = pays10m ? draws.uniform(0.055, 0.13) : draws.uniform(0.004, 0.042);
    gainAt60m =
        pays60m
            ? Math.max(0.165, gainAt10m) + draws.uniform(0, 0.5)
            : gainAt10m + draws.uniform(0, Math.max(0, 0.135 - gainAt10m));
    reached10mMs = draws.whole(60_000, 400_000);
    long hourEnds = Math.min(HOUR_MS, lastMs);
    reached60mMs = draws.whole(TEN_MINUTES_MS, TEN_MINUTES_MS + (hourEnds - TEN_MINUTES_MS) / 2);
  }

  /** From here to the end of the ten minutes a print shows the gain. */
  long reached10mMs() {
    return reached10mMs;
  }

  /** From here to the end of the hour a print shows the gain. */
  long reached60mMs() {
    return reached60mMs;
  }

  void pull() {
    isPulled = true;
  }

  /**
   * @param elapsedMs since the entry
   */
  double price(long elapsedMs, SeededRandom draws) {
    if (isPulled) {
      return entryPrice * draws.uniform(0.02, 0.17);
    }
    if (elapsedMs > HOUR_MS) {
      return entryPrice * (1 + gainAt60m) * draws.uniform(0.35, 1.25);
    }
    return entryPrice * (1 + gain(elapsedMs));
  }

  private double gain(long elapsedMs) {
    if (elapsedMs <= TEN_MINUTES_MS) {
      return gainAt10m * Math.min(1, (double) elapsedMs / reached10mMs);
    }
    double way =
        Math.min(
            1, (double) (elapsedMs - TEN_MINUTES_MS) / Math.max(1, reached60mMs - TEN_MINUTES_MS));
    return gainAt10m + (gainAt60m - gainAt10m) * way;
  }
}
