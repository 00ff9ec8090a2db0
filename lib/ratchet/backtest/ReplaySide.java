package ratchet.backtest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ratchet.backtest.Backtest.UnpricedPositions;
import ratchet.backtest.ReplayCoverage.AttemptOutcome;
import ratchet.data.log.LoggedContext;
import ratchet.data.log.ReplayListener.LoggedAttempt;
import ratchet.data.log.ReplayReader;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.features.Inputs;
import ratchet.features.Score;

/**
 * Trades the log with one set of models. Whether an attempt is taken is decided from the state of
 * the market at that time, before its outcome is read.
 */
final class ReplaySide {
  private static final double BPS = 10_000;
  private static final double LAMPORTS_PER_SOL = 1e9;

  private final ReplayModels models;
  private final BacktestRules rules;
  private final TimeWindow window;
  private final ReplayMarket market;
  private final Congestion congestion;
  private final SettledTrades trades;
  private final UnpricedPositions unpriced;
  private final long unseenFromMs;
  private final AlphaPicks picks;
  private final ReplayCoverage coverage = new ReplayCoverage();

  /** By mint, in the order of entry, which is that of the latest exit too. */
  private final Map<String, OpenPosition> open = new LinkedHashMap<>();

  /**
   * @param unseenFromMs earlier attempts are not taken: a model of either side was fitted on them
   * @param trades receives trades in the order in which they are closed
   */
  ReplaySide(
      ReplayModels models,
      BacktestRules rules,
      UnpricedPositions unpriced,
      TimeWindow window,
      long unseenFromMs,
      ReplayMarket market,
      Congestion congestion,
      Consumer<Trade> trades) {
    this.models = models;
    this.rules = rules;
    this.window = window;
    this.market = market;
    this.congestion = congestion;
    this.trades = new SettledTrades(rules.holdAtMost().toMillis(), trades);
    this.unpriced = unpriced;
    this.unseenFromMs = unseenFromMs;
    this.picks = models.usesAlpha() ? new AlphaPicks(rules) : null;
  }

  ReplayCoverage coverage() {
    return coverage;
  }

  /** Null where alpha does not pick. */
  AlphaPicks picks() {
    return picks;
  }

  void scored(long ms, String mint, Inputs features, boolean isUsable) {
    if (picks == null) {
      return;
    }
    if (isUsable) {
      picks.score(
          ms,
          mint,
          models.alpha(features, rules.alphaScore60mAtLeast()),
          window.contains(ms) && ms >= unseenFromMs);
    } else {
      coverage.malformedScore();
    }
  }

  /** Closes positions whose holding time ends before this time. */
  void at(long ms) {
    closeUntil(ms);
    trades.at(ms);
  }

  private void closeUntil(long ms) {
    Iterator<OpenPosition> oldest = open.values().iterator();
    while (oldest.hasNext()) {
      OpenPosition position = oldest.next();
      long deadline = position.entry.ms() + rules.holdAtMost().toMillis();
      if (deadline >= ms) {
        return;
      }
      oldest.remove();
      if (!position.isSeen()) {
        coverage.unpriced();
        switch (unpriced) {
          case WORST -> position.loseAll();
          case LAST -> {} // it closes at the price of its entry
        }
      }
      trades.accept(position.close(deadline, position.isSeen() ? "time" : "unpriced"));
    }
  }

  /**
   * Ends the replay. Positions that are still open, and others that were entered as late, are not
   * counted.
   */
  void end(long lastMs) {
    coverage.openAtEnd(open.size() + trades.end(lastMs));
    open.clear();
  }

  void executed(LoggedAttempt attempt) {
    OpenPosition position = open.get(attempt.mint());
    if (attempt.isBuy() && window.contains(attempt.ms())) {
      coverage.count(outcome(attempt, position));
    }
    // a price of the same millisecond as the entry may be older than the entry
    if (position != null && attempt.isFilled() && attempt.ms() > position.entry.ms()) {
      print(position, attempt);
    }
  }

  private AttemptOutcome outcome(LoggedAttempt attempt, OpenPosition position) {
    if (attempt.ms() < unseenFromMs) {
      return AttemptOutcome.FITTED_ON;
    }
    return position == null ? consider(attempt) : AttemptOutcome.ALREADY_OPEN;
  }

  private void print(OpenPosition position, LoggedAttempt attempt) {
    position.print(attempt.execPrice(), feeUsd(attempt, attempt.feeLamports()));
    LoggedContext candidate =
        market
            .candidate(attempt.mint(), attempt.ms(), Long.MAX_VALUE)
            .filter(LoggedContext::isUsable)
            .orElse(position.candidate);
    Inputs known = market.position(attempt.mint(), candidate, attempt.ms());
    Inputs now =
        name ->
            switch (name) {
              case "pnl" -> position.pnl();
              case "slipGapBps" -> position.slipGapBps();
              default -> known.get(name);
            };
    if (position.isBelowPeak(models.trailBps(now, rules.trailBpsWithoutModel()))) {
      open.remove(attempt.mint());
      trades.accept(position.close(attempt.ms(), "trail"));
    }
  }

  private AttemptOutcome consider(LoggedAttempt attempt) {
    long ms = attempt.ms();
    if (picks != null && !picks.take(ms, attempt.mint())) {
      return AttemptOutcome.NOT_PICKED;
    }
    Optional<LoggedContext> candidate =
        market.candidate(attempt.mint(), ms, rules.contextValid().toMillis());
    if (candidate.isEmpty()) {
      return AttemptOutcome.WITHOUT_CONTEXT;
    }
    if (!candidate.get().isUsable()) {
      return AttemptOutcome.MALFORMED_CONTEXT;
    }
    double notionalUsd = market.notionalUsd(attempt.mint());
    if (!(notionalUsd > 0 && notionalUsd < Double.POSITIVE_INFINITY)) {
      return AttemptOutcome.WITHOUT_SIZE;
    }
    if (models.vetoes(market.position(attempt.mint(), candidate.get(), ms))) {
      return AttemptOutcome.VETOED;
    }
    double expectedBps = Double.NaN;
    if (models.asksFillNet()) {
      long validMs = rules.predictionValid().toMillis();
      // the context of its own decision, as in training, not of another attempt of the route
      Optional<LoggedContext> route =
          attempt
              .context()
              .filter(own -> ms - own.ms() <= validMs)
              .or(() -> market.route(attempt.route(), ms, validMs));
      if (route.isEmpty()) {
        return AttemptOutcome.WITHOUT_PREDICTION;
      }
      if (!route.get().isUsable()) {
        return AttemptOutcome.MALFORMED_PREDICTION;
      }
      Score.FillNet score = models.fill(asked(route.get(), attempt.slippageBpsReq()));
      if (score.pFill() < rules.fillProbabilityAtLeast()
          || score.expSlipBps() > rules.expectedSlipBpsAtMost()) {
        return AttemptOutcome.NOT_ADMITTED;
      }
      expectedBps = score.expSlipBps();
    }
    if (Double.isNaN(market.solUsd(ms))) {
      return AttemptOutcome.WITHOUT_SOL_PRICE;
    }
    double feeUsd = feeUsd(attempt, attempt.feeLamports());
    if (Double.isNaN(feeUsd) && !attempt.isFilled()) {
      // the services log no fee of a failed attempt, so the last fee of its route is used
      feeUsd = feeUsd(attempt, market.feeLamports(attempt.route()));
      coverage.assumedCost();
    }
    if (Double.isNaN(feeUsd)) {
      return AttemptOutcome.WITHOUT_COST;
    }
    return settle(attempt, candidate.get(), notionalUsd, feeUsd, expectedBps);
  }

  /** Applies the logged outcome of an attempt that is taken. */
  private AttemptOutcome settle(
      LoggedAttempt attempt,
      LoggedContext candidate,
      double notionalUsd,
      double feeUsd,
      double expectedBps) {
    boolean isMigrated = market.isMigrated(attempt.mint());
    boolean isCongested = congestion.holds(attempt);
    if (!attempt.isFilled()) {
      trades.accept(
          new Trade(
              attempt.mint(),
              attempt.route(),
              isMigrated,
              isCongested,
              false,
              attempt.ms(),
              attempt.ms(),
              attempt.quotePrice(),
              Double.NaN,
              notionalUsd,
              0,
              feeUsd,
              0,
              0,
              0,
              "failed"));
      return AttemptOutcome.FAILED;
    }
    double missedBps = Math.abs(expectedBps - attempt.slippageBps());
    double errorUsd =
        Double.isNaN(missedBps) ? 0 : rules.fillNetErrorWeight() * notionalUsd * missedBps / BPS;
    open.put(
        attempt.mint(),
        new OpenPosition(
            attempt, candidate, isMigrated, isCongested, notionalUsd, feeUsd, errorUsd));
    return AttemptOutcome.FILLED;
  }

  private static Inputs asked(LoggedContext route, double slippageBpsReq) {
    return name ->
        name.equals("slippageBps") && Double.isFinite(slippageBpsReq)
            ? slippageBpsReq
            : route.get(name);
  }

  private double feeUsd(LoggedAttempt attempt, double lamports) {
    double usd = lamports / LAMPORTS_PER_SOL * market.solUsd(attempt.ms());
    return Double.isFinite(usd) ? usd : Double.NaN;
  }

  /**
   * Delays trades until the log covers the longest holding time after their entry. If the log ends
   * before, the trade is left out, however it ended. Otherwise the last hour of a window would have
   * only positions that closed early.
   */
  static final class SettledTrades implements Consumer<Trade> {
    private final long holdMs;
    private final Consumer<Trade> settled;
    private final Deque<Trade> waiting = new ArrayDeque<>();

    /**
     * @param settled receives the trades in the order in which they were closed
     */
    SettledTrades(long holdMs, Consumer<Trade> settled) {
      this.holdMs = holdMs;
      this.settled = settled;
    }

    @Override
    public void accept(Trade trade) {
      waiting.add(trade);
    }

    /** The replay has reached this time. */
    void at(long ms) {
      while (!waiting.isEmpty() && waiting.peek().entryMs() + holdMs < ms) {
        settled.accept(waiting.remove());
      }
    }

    /**
     * The log has ended.
     *
     * @param lastMs time of its last event
     * @return trades that are left out
     */
    int end(long lastMs) {
      int left = 0;
      for (Trade trade : waiting) {
        if (trade.entryMs() + holdMs < lastMs) {
          settled.accept(trade);
        } else {
          left++;
        }
      }
      waiting.clear();
      return left;
    }
  }

  /**
   * Marks attempts as congested: those that took longer to land, or paid a higher priority fee,
   * than three quarters of the attempts of the window. It is used to split the results, never for a
   * decision.
   *
   * @param landedMs upper quartile; NaN where nothing landed
   * @param priorityFeeLamports upper quartile; NaN where none was logged
   */
  record Congestion(double landedMs, double priorityFeeLamports) {
    static Congestion of(Database database, TimeWindow window) {
      return new Congestion(
          ReplayReader.upperQuartile(database, window, "time_to_land_ms"),
          ReplayReader.upperQuartile(database, window, "priority_fee_lamports"));
    }

    boolean holds(LoggedAttempt attempt) {
      return attempt.landedMs() > landedMs || attempt.priorityFeeLamports() > priorityFeeLamports;
    }
  }
}
