package ratchet.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import ratchet.data.log.ReplayReader;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.evaluation.Refusal;
import ratchet.statistics.Bootstrap;
import ratchet.statistics.Interval;

/**
 * The logged window traded again by two sets of models on the same events, and what came of each.
 *
 * @param events of the log that were told, those around the window included
 * @param executions within the window
 * @param days of the window on which something was executed
 * @param netUsd candidate − champion, resampled by day; empty without days
 * @param returnBps the same of the net result over what was traded; empty where a side hardly
 *     traded
 * @param marginUsd how much worse the candidate may be
 */
public record Backtest(
    TimeWindow window,
    long events,
    long executions,
    int days,
    Side candidate,
    Side champion,
    Optional<Interval> netUsd,
    Optional<Interval> returnBps,
    double marginUsd,
    List<Refusal> refusals) {
  private static final double BPS = 10_000;

  /** One set of models and what it came to. */
  record Side(ReplayModels models, ReplayTally tally, ReplayCoverage coverage, AlphaPicks picks) {
    TradeFigures figures() {
      return tally.all();
    }
  }

  /** Who is told of trades, and of how far the replay is. */
  public record Listeners(BiConsumer<String, Trade> trades, LongConsumer progress) {
    public static final Listeners NONE = new Listeners((side, trade) -> {}, events -> {});
  }

  public Backtest {
    refusals = List.copyOf(refusals);
  }

  public boolean passed() {
    return refusals.isEmpty();
  }

  /** Whether even the champion leaves too little to judge anyone by. */
  public boolean isTooThin(BacktestRules rules) {
    return days < rules.daysAtLeast() || champion.figures().trades() < rules.tradesAtLeast();
  }

  /** What the candidate came to. */
  public TradeFigures candidateFigures() {
    return candidate.figures();
  }

  /** What the champion came to. */
  public TradeFigures championFigures() {
    return champion.figures();
  }

  /**
   * @param listeners trades come as {@code candidate} or {@code champion} in the order in which
   *     they are closed
   * @throws ratchet.model.InputException when a table is missing or cannot be read
   */
  public static Backtest run(
      Database database,
      TimeWindow window,
      ReplayModels candidate,
      ReplayModels champion,
      BacktestRules rules,
      Bootstrap bootstrap,
      Listeners listeners) {
    database.requireTables("exec_outcomes");
    ReplayMarket market = new ReplayMarket();
    Congestion congestion = Congestion.of(database, window);
    ReplayTally[] tallies = {
      new ReplayTally(trade -> listeners.trades.accept("candidate", trade)),
      new ReplayTally(trade -> listeners.trades.accept("champion", trade))
    };
    ReplaySide[] sides = {
      new ReplaySide(candidate, rules, window, market, congestion, tallies[0]),
      new ReplaySide(champion, rules, window, market, congestion, tallies[1])
    };
    Replay replay = new Replay(market, List.of(sides), window, listeners.progress);
    long events = ReplayReader.replay(database, window, rules.holdAtMost(), replay);
    for (ReplaySide side : sides) {
      side.end();
    }
    Side ours = new Side(candidate, tallies[0], sides[0].coverage(), sides[0].picks());
    Side theirs = new Side(champion, tallies[1], sides[1].coverage(), sides[1].picks());
    List<Optional<Interval>> differences =
        differences(List.copyOf(replay.days()), ours.tally, theirs.tally, bootstrap);
    double marginUsd = rules.netMarginBps() / BPS * theirs.figures().turnoverUsd();
    List<Refusal> refusals = new ArrayList<>(thin(replay, ours, rules));
    refusals.addAll(worse(differences.get(0), differences.get(1), marginUsd, rules));
    return new Backtest(
        window,
        events,
        replay.executions(),
        replay.days().size(),
        ours,
        theirs,
        differences.get(0),
        differences.get(1),
        marginUsd,
        refusals);
  }

  /** Net result and return. Days are drawn as blocks: trades of one day are not independent. */
  private static List<Optional<Interval>> differences(
      List<String> days, ReplayTally candidate, ReplayTally champion, Bootstrap bootstrap) {
    double[] ours = candidate.netUsd(days);
    double[] theirs = champion.netUsd(days);
    double[] oursTraded = candidate.turnoverUsd(days);
    double[] theirsTraded = champion.turnoverUsd(days);
    return bootstrap.intervals(
        days.size(),
        List.of(
            counts -> sum(counts, ours) - sum(counts, theirs),
            counts ->
                BPS
                    * (sum(counts, ours) / sum(counts, oursTraded)
                        - sum(counts, theirs) / sum(counts, theirsTraded))));
  }

  private static double sum(int[] counts, double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += counts[i] * values[i];
    }
    return sum;
  }

  /** Earning less in all is no fault where less was risked at as good a return. */
  private static List<Refusal> worse(
      Optional<Interval> netUsd,
      Optional<Interval> returnBps,
      double marginUsd,
      BacktestRules rules) {
    boolean earnsLess = netUsd.isPresent() && netUsd.get().lower() < -marginUsd;
    boolean returnsAsMuch =
        returnBps.isPresent() && returnBps.get().lower() >= -rules.returnMarginBps();
    return earnsLess && !returnsAsMuch
        ? List.of(new Refusal("net_usd_below_champion", netUsd.get().lower(), -marginUsd))
        : List.of();
  }

  private static List<Refusal> thin(Replay replay, Side candidate, BacktestRules rules) {
    List<Refusal> refusals = new ArrayList<>();
    if (replay.executions() == 0) {
      refusals.add(new Refusal("empty_window", 0, 1));
    }
    if (replay.days().size() < rules.daysAtLeast()) {
      refusals.add(new Refusal("too_few_days", replay.days().size(), rules.daysAtLeast()));
    }
    long trades = candidate.figures().trades();
    if (trades < rules.tradesAtLeast()) {
      refusals.add(new Refusal("too_few_trades", trades, rules.tradesAtLeast()));
    }
    double priced = candidate.coverage.pricedShare();
    if (priced < rules.pricedShareAtLeast()) {
      refusals.add(new Refusal("missing_sol_prices", priced, rules.pricedShareAtLeast()));
    }
    double usable = candidate.coverage.usableShare();
    if (usable < rules.usableShareAtLeast()) {
      refusals.add(new Refusal("malformed_contexts", usable, rules.usableShareAtLeast()));
    }
    return refusals;
  }
}
