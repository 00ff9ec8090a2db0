package ratchet.backtest;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which mints alpha picks: the score reaches the minimum, and fewer than a given number of
 * mints of the last hour have a better latest score. The decision is made at the time of the score
 * and uses no later scores.
 */
final class AlphaPicks {
  private static final long HOUR_MS = 3_600_000;

  private static final class Scored {
    private final long ms;
    private final double score;
    private final boolean isPicked;
    private boolean isTried;

    private Scored(long ms, double score, boolean isPicked) {
      this.ms = ms;
      this.score = score;
      this.isPicked = isPicked;
    }
  }

  private final BacktestRules rules;

  /** Latest score by mint, in the order of time. */
  private final Map<String, Scored> latest = new LinkedHashMap<>();

  private long picks;
  private long tried;

  AlphaPicks(BacktestRules rules) {
    this.rules = rules;
  }

  /**
   * Adds a score.
   *
   * @param counts whether its time is inside the window
   */
  void score(long ms, String mint, double score, boolean counts) {
    expire(ms);
    Scored before = latest.remove(mint);
    boolean isPicked = score >= rules.alphaScoreAtLeast() && better(score) < limit();
    Scored now = new Scored(ms, score, isPicked);
    boolean goesOn = before != null && isValid(before, ms);
    now.isTried = goesOn && before.isTried;
    if (isPicked && counts && !goesOn) {
      picks++;
    }
    latest.put(mint, now);
  }

  /** Whether the mint is picked now; the first call for a pick counts it as tried. */
  boolean take(long ms, String mint) {
    Scored own = latest.get(mint);
    if (own == null || !isValid(own, ms)) {
      return false;
    }
    if (!own.isTried) {
      own.isTried = true;
      tried++;
    }
    return true;
  }

  /** The number of picks. */
  long picks() {
    return picks;
  }

  /** The number of picks for which the log has an attempt to buy. */
  long tried() {
    return tried;
  }

  private boolean isValid(Scored scored, long ms) {
    return scored.isPicked && ms - scored.ms <= rules.pickValid().toMillis();
  }

  private double limit() {
    return rules.alphaPicksPerHour();
  }

  private int better(double score) {
    int better = 0;
    for (Scored other : latest.values()) {
      if (other.score > score) {
        better++;
        if (better >= limit()) {
          break;
        }
      }
    }
    return better;
  }

  private void expire(long ms) {
    Iterator<Scored> oldest = latest.values().iterator();
    while (oldest.hasNext() && oldest.next().ms < ms - HOUR_MS) {
      oldest.remove();
    }
  }
}
