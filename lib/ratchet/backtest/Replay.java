package ratchet.backtest;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import ratchet.data.log.LoggedContext;
import ratchet.data.log.ReplayListener;
import ratchet.data.log.ReplayListener.LoggedAttempt;
import ratchet.data.sqlite.TimeWindow;
import ratchet.features.Inputs;

/** Passes the events of the log to the market and to both sides. */
final class Replay implements ReplayListener {
  private static final int EVENTS_PER_STEP = 8192;

  private final ReplayMarket market;
  private final List<ReplaySide> sides;
  private final TimeWindow window;
  private final long unseenFromMs;
  private final LongConsumer progress;
  private final SortedSet<String> days = new TreeSet<>();
  private long lastDay = Long.MIN_VALUE;
  private long executions;
  private long leftOut;
  private long lastMs = Long.MIN_VALUE;
  private int untold;

  /**
   * @param unseenFromMs days before it do not count: a model of either side was fitted on them
   * @param progress receives the number of further events from time to time
   */
  Replay(
      ReplayMarket market,
      List<ReplaySide> sides,
      TimeWindow window,
      long unseenFromMs,
      LongConsumer progress) {
    this.market = market;
    this.sides = sides;
    this.window = window;
    this.unseenFromMs = unseenFromMs;
    this.progress = progress;
  }

  /** UTC days of the window on which something was executed that no model was fitted on. */
  SortedSet<String> days() {
    return days;
  }

  /** Executions within the window, without those that a model was fitted on. */
  long executions() {
    return executions;
  }

  /** Executions within the window that a model of either side was fitted on. */
  long leftOut() {
    return leftOut;
  }

  /** The time of the last event that was replayed. */
  long lastMs() {
    return lastMs;
  }

  @Override
  public void at(long ms) {
    lastMs = ms;
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
  public void sized(
      long ms, String mint, double notional, boolean isInSol, LoggedContext candidate) {
    double notionalUsd = isInSol ? notional * market.solUsd(ms) : notional;
    market.sized(ms, mint, notionalUsd, candidate);
  }

  @Override
  public void rugVerdict(long ms, String mint, boolean isAuthorityActive, double rugProb) {
    market.rugVerdict(ms, mint, isAuthorityActive, rugProb);
  }

  @Override
  public void predicted(long ms, String route, LoggedContext context) {
    market.predicted(route, context);
  }

  @Override
  public void executed(LoggedAttempt attempt) {
    boolean isInside = window.contains(attempt.ms());
    if (isInside && attempt.ms() < unseenFromMs) {
      leftOut++;
    } else if (isInside) {
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
    market.paid(attempt.route(), attempt.feeLamports());
  }
}
