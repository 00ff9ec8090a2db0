package ratchet.backtest;

import java.util.List;
import java.util.SplittableRandom;
import ratchet.backtest.Backtest.PairedTrades;
import ratchet.evaluation.ClusterDesign;
import ratchet.statistics.ClusterInterval;

/**
 * Trades of two sides whose true difference is known. Production takes every attempt. The candidate
 * leaves out one in a hundred, and does worse by half a dollar on average on the others; by how
 * much it differs depends on what the attempts of a mint share.
 */
public final class SimulatedTrades {
  private static final double MEAN_USD = 10;
  private static final double SKIPPED = 0.01;
  private static final double WORSE_USD = 0.5;
  private static final int DAYS = 14;
  private static final long MINUTE = 60_000;

  private SimulatedTrades() {}

  /** Candidate less champion, of as many attempts, US dollars. */
  public static double truth(int attempts) {
    return -attempts * ((1 - SKIPPED) * WORSE_USD + SKIPPED * MEAN_USD);
  }

  /** The 95 % interval of the difference of the net results. */
  public static ClusterInterval netUsd(ClusterDesign design, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] shared = design.effects(random);
    List<String> mints = design.keys();
    PairedTrades trades = new PairedTrades();
    for (int i = 0; i < mints.size(); i++) {
      double champion = MEAN_USD + 30 * random.nextGaussian();
      double candidate = champion - WORSE_USD + 5 * (shared[i] + random.nextGaussian());
      trades.add(1, trade(mints.get(i), i * MINUTE, champion));
      if (random.nextDouble() >= SKIPPED) {
        trades.add(0, trade(mints.get(i), i * MINUTE, candidate));
      }
    }
    return trades.netUsd().orElseThrow().interval(0.95);
  }

  /**
   * Whether the standard rules let a candidate pass that truly earns less by the margin, a tenth of
   * what production earns. Attempts of a mint share a part of what both sides earn, and another
   * part of what they differ by. They differ by little, so that the margin, which is a share of an
   * uncertain figure, errs by more than the difference.
   */
  public static boolean passesAtTheMargin(ClusterDesign design, long seed) {
    BacktestRules rules = BacktestRules.standard();
    SplittableRandom random = new SplittableRandom(seed);
    double[] market = design.effects(random);
    double[] shared = design.effects(random);
    List<String> mints = design.keys();
    double worse = rules.netMarginShare() * MEAN_USD;
    double earned = 0;
    PairedTrades trades = new PairedTrades();
    for (int i = 0; i < mints.size(); i++) {
      double champion = MEAN_USD + 20 * (market[i] + random.nextGaussian());
      double candidate = champion - worse + (shared[i] + random.nextGaussian());
      earned += champion;
      trades.add(1, trade(mints.get(i), i * MINUTE, champion));
      trades.add(0, trade(mints.get(i), i * MINUTE, candidate));
    }
    double amountUsd = DAYS * rules.netMarginUsdPerDay();
    return new BacktestRefusals(rules)
        .worse(
            trades.headroomUsd(rules.netMarginShare(), amountUsd).map(own -> own.interval(0.95)),
            trades.returnBps().map(own -> own.interval(0.95)),
            rules.netMarginUsd(earned, DAYS))
        .isEmpty();
  }

  private static Trade trade(String mint, long ms, double netUsd) {
    return new Trade(
        mint, "jito", false, false, true, ms, ms, 1, 1, 100, netUsd, 0, 0, 0, 0, "time");
  }
}
