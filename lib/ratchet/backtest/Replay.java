package ratchet.backtest;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import ratchet.data.log.LoggedAttempt;
import ratchet.data.log.LoggedContext;
import ratchet.data.log.ReplayListener;
import ratchet.data.sqlite.TimeWindow;
import ratchet.features.Inputs;

/** Tells the market and both sides what the log holds, event by event. */
final class Replay implements ReplayListener {
  private static final int EVENTS_PER_STEP = 8192;

  private final ReplayMarket market;
  private final List<ReplaySide> sides;
  private final TimeWindow window;
  private final LongConsumer progress;
  private final SortedSet<String> days = new TreeSet<>();
  private long lastDay = Long.MIN_VALUE;
  private long executions;
  private int untold;

  /**
   * @param progress told now and then how many events more were done
   */
  Replay(ReplayMarket market, List<ReplaySide> sides, TimeWindow window, LongConsumer progress) {
    this.market = market;
    this.sides = sides;
    this.window = window;
    this.progress = progress;
  }

  /** UTC days of the window on which something was executed. */
  SortedSet<String> days() {
    return days;
  }

  /** Executions within the window. */
  long executions() {
    return executions;
  }

  @Override
  public void at(long ms) {
    for (ReplaySide side : sides) {
      side.at(ms);
    }
    untold++;
    if (untold == EVENTS_PER_STEP) {
      market.forget(ms);
      progress.accept(untold);
      untold = 0;
    }
  }

  @Override
  public void solPrice(long ms, double usd) {
    market.solPrice(ms, usd);
  }

  @Override
  public void migrated(long ms, String mint) {
    market.migrated(ms, mint);
  }

  @Override
  public void scored(long ms, String mint, Inputs features, boolean isUsable) {
    for (ReplaySide side : sides) {
      side.scored(ms, mint, features, isUsable);
    }
  }

  @Override
  public void sized(long ms, String mint, double notionalUsd, LoggedContext candidate) {
    market.sized(ms, mint, notionalUsd, candidate);
  }

  @Override
  public void judged(long ms, String mint, boolean isAuthorityActive, double rugProb) {
    market.judged(ms, mint, isAuthorityActive, rugProb);
  }

  @Override
  public void predicted(long ms, String route, LoggedContext context) {
    market.predicted(route, context);
  }

  @Override
  public void executed(LoggedAttempt attempt) {
    if (window.contains(attempt.ms())) {
      executions++;
      long day = Math.floorDiv(attempt.ms(), 86_400_000L);
      if (day != lastDay) {
        lastDay = day;
        days.add(ReplayTally.day(attempt.ms()));
      }
    }
    for (ReplaySide side : sides) {
      side.executed(attempt);
    }
  }
}
