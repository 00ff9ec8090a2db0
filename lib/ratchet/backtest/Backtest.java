package ratchet.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import ratchet.data.log.ReplayReader;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.evaluation.Refusal;
import ratchet.features.LoadedModel;
import ratchet.model.Provenance;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;

/**
 * The logged window traded again by two sets of models on the same events, and what came of each.
 *
 * @param unseenFrom attempts before it are left out: a model of either side was fitted on them; the
 *     epoch where no model says what it was fitted on
 * @param events of the log that were told, those around the window included
 * @param executions within the window, without those left out
 * @param leftOut executions within the window that a model of either side was fitted on
 * @param days of the window on which something was executed, without those left out
 * @param netUsd candidate − champion of the whole window, with mints as clusters; empty below two
 *     mints
 * @param headroomUsd the same plus the margin, with the margin's own error: the candidate passes
 *     from a lower end of 0 on
 * @param returnBps candidate − champion of the net result over what was traded; empty where a side
 *     did not trade
 * @param marginUsd how much worse the candidate may be
 */
public record Backtest(
    TimeWindow window,
    Instant unseenFrom,
    UnpricedPositions unpriced,
    long events,
    long executions,
    long leftOut,
    int days,
    Side candidate,
    Side champion,
    Optional<ClusterInterval> netUsd,
    Optional<ClusterInterval> headroomUsd,
    Optional<ClusterInterval> returnBps,
    double marginUsd,
    List<Refusal> refusals) {
  private static final double LEVEL = 0.95;

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
   * @param unpriced what a position is worth of which no price was logged after its entry
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
      UnpricedPositions unpriced,
      Listeners listeners) {
    database.requireTables("exec_outcomes");
    Instant unseenFrom =
        UnseenWindow.from(
            Stream.of(candidate, champion).flatMap(own -> own.byName().values().stream()).toList());
    long unseenFromMs = unseenFrom.toEpochMilli();
    PairedTrades paired = new PairedTrades();
    ReplayTally[] tallies = {
      new ReplayTally(trade -> tell(listeners, "candidate", paired, 0, trade)),
      new ReplayTally(trade -> tell(listeners, "champion", paired, 1, trade))
    };
    ReplayMarket market = new ReplayMarket();
    Congestion congestion = Congestion.of(database, window);
    List<ReplaySide> sides = new ArrayList<>();
    for (ReplayModels models : List.of(candidate, champion)) {
      sides.add(
          new ReplaySide(
              models,
              rules,
              unpriced,
              window,
              unseenFromMs,
              market,
              congestion,
              tallies[sides.size()]));
    }
    Replay replay = new Replay(market, sides, window, unseenFromMs, listeners.progress);
    long events = ReplayReader.replay(database, window, rules.holdAtMost(), replay);
    sides.forEach(side -> side.end(replay.lastMs()));
    Side ours = new Side(candidate, tallies[0], sides.get(0).coverage(), sides.get(0).picks());
    Side theirs = new Side(champion, tallies[1], sides.get(1).coverage(), sides.get(1).picks());
    Optional<ClusterInterval> netUsd = interval(paired.netUsd());
    Optional<ClusterInterval> returnBps = interval(paired.returnBps());
    int days = replay.days().size();
    Optional<ClusterInterval> headroomUsd =
        interval(paired.headroomUsd(rules.netMarginShare(), days * rules.netMarginUsdPerDay()));
    double marginUsd = rules.netMarginUsd(theirs.figures().netUsd(), days);
    List<Refusal> refusals =
        new BacktestRefusals(rules)
            .of(replay, ours, theirs, netUsd, headroomUsd, returnBps, marginUsd);
    return new Backtest(
        window,
        unseenFrom,
        unpriced,
        events,
        replay.executions(),
        replay.leftOut(),
        days,
        ours,
        theirs,
        netUsd,
        headroomUsd,
        returnBps,
        marginUsd,
        refusals);
  }

  private static void tell(
      Listeners listeners, String name, PairedTrades paired, int side, Trade trade) {
    paired.add(side, trade);
    listeners.trades.accept(name, trade);
  }

  private static Optional<ClusterInterval> interval(Optional<ClusterEstimate> estimate) {
    return estimate.map(own -> own.interval(LEVEL));
  }

  /** From when on a model can be judged: it was fitted on what came before. */
  static final class UnseenWindow {
    private UnseenWindow() {}

    /**
     * @return the first decision that was held out; empty for a file that another trainer wrote,
     *     which does not say what it was fitted on
     */
    static Optional<Instant> from(LoadedModel model) {
      return model.file().header().provenance().map(UnseenWindow::later);
    }

    /** The first moment from which none of the models was fitted; the epoch where none says. */
    static Instant from(Collection<LoadedModel> models) {
      return models.stream()
          .map(UnseenWindow::from)
          .flatMap(Optional::stream)
          .max(Instant::compareTo)
          .orElse(Instant.EPOCH);
    }

    private static Instant later(Provenance provenance) {
      return provenance.holdoutFrom().isBefore(provenance.trainTo())
          ? provenance.trainTo()
          : provenance.holdoutFrom();
    }
  }
}
