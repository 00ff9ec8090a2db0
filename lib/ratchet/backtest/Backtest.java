package ratchet.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import ratchet.backtest.ReplaySide.Congestion;
import ratchet.data.log.ReplayReader;
import ratchet.data.sqlite.Database;
import ratchet.data.sqlite.TimeWindow;
import ratchet.evaluation.Refusal;
import ratchet.features.LoadedModel;
import ratchet.model.Provenance;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;

/**
 * The result of trading the logged window with two sets of models on the same events.
 *
 * @param unseenFrom attempts before it are left out, because a model of either side was fitted on
 *     them; the epoch if no model states on which rows it was fitted
 * @param events of the log that were replayed, those around the window included
 * @param executions within the window, without those left out
 * @param leftOut executions within the window that a model of either side was fitted on
 * @param days of the window on which something was executed, without those left out
 * @param netUsd candidate − champion of the whole window, with mints as clusters; empty below two
 *     mints
 * @param headroomUsd {@code netUsd} plus the margin, with the error of the margin: the candidate
 *     passes if its lower end is at least 0
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

  /** One set of models and its results. */
  record Side(ReplayModels models, ReplayTally tally, ReplayCoverage coverage, AlphaPicks picks) {
    TradeFigures figures() {
      return tally.all();
    }
  }

  /** Receivers of trades and of progress. */
  public record Listeners(BiConsumer<String, Trade> trades, LongConsumer progress) {
    public static final Listeners NONE = new Listeners((side, trade) -> {}, events -> {});
  }

  public Backtest {
    refusals = List.copyOf(refusals);
  }

  public boolean passed() {
    return refusals.isEmpty();
  }

  /** Whether the champion too has too few days or trades for a decision. */
  public boolean isTooThin(BacktestRules rules) {
    return days < rules.daysAtLeast() || champion.figures().trades() < rules.tradesAtLeast();
  }

  /** The figures of the champion's trades. */
  public TradeFigures championFigures() {
    return champion.figures();
  }

  /**
   * Runs the backtest.
   *
   * @param unpriced the value of a position for which no price was logged after its entry
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

  /** The time from which no model was fitted on the rows. */
  static final class UnseenWindow {
    private UnseenWindow() {}

    /**
     * The start of the unseen rows of a model.
     *
     * @return the first decision of the holdout; empty for a file of another trainer, which does
     *     not state on which rows it was fitted
     */
    static Optional<Instant> from(LoadedModel model) {
      return model.file().header().provenance().map(UnseenWindow::later);
    }

    /** The latest of these times over all models; the epoch if none states it. */
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

  /** The value of a position for which the log has no price after its entry. */
  public enum UnpricedPositions {
    /** Nothing: the whole position is lost, and both fees are paid. */
    WORST,
    /** What was paid for it: the last price that is known is that of the entry. */
    LAST;

    /** As the command line and documents name it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return id();
    }
  }

  /**
   * The results of the attempts that either side took: one row per attempt, with 0 for a side that
   * did not take it. Mints are the clusters, and the time of a row is that of the entry.
   */
  static final class PairedTrades {
    private static final double BPS = 10_000;

    private record Attempt(String mint, long entryMs) {}

    /** Net result and turnover of both sides, US dollars. */
    private static final class Row {
      private final double[] netUsd = new double[2];
      private final double[] turnoverUsd = new double[2];
    }

    private final Map<Attempt, Row> rows = new LinkedHashMap<>();

    /**
     * @param side 0 for the candidate, 1 for the champion
     */
    void add(int side, Trade trade) {
      Row row = rows.computeIfAbsent(new Attempt(trade.mint(), trade.entryMs()), own -> new Row());
      row.netUsd[side] += trade.netUsd();
      row.turnoverUsd[side] += trade.isFilled() ? trade.notionalUsd() : 0;
    }

    /** The rows with their mints and entry times. */
    ClusteredRows clusters() {
      List<String> mints = new ArrayList<>();
      double[] times = new double[rows.size()];
      int row = 0;
      for (Attempt attempt : rows.keySet()) {
        mints.add(attempt.mint);
        times[row++] = attempt.entryMs;
      }
      return ClusteredRows.of(mints, times);
    }

    /** Net result of the candidate minus that of the champion over the window, US dollars. */
    Optional<ClusterEstimate> netUsd() {
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      InfluenceValues perRow = InfluenceValues.ofMean(column(row -> row.netUsd[0] - row.netUsd[1]));
      return ClusterEstimate.of(clusters(), perRow.times(rows.size()));
    }

    /**
     * {@link #netUsd} plus the margin by which the candidate may earn less: a share of the
     * champion's net result, or an amount, whichever is more. The champion's net result is
     * estimated from the same rows, so the error of that share is part of the error of this figure.
     *
     * @param shareOfChampion of the champion's net result, from 0 up
     * @param amountUsd of the whole window
     */
    Optional<ClusterEstimate> headroomUsd(double shareOfChampion, double amountUsd) {
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      double championUsd = Arrays.stream(column(row -> row.netUsd[1])).sum();
      boolean byShare = shareOfChampion * championUsd > amountUsd;
      double kept = byShare ? 1 - shareOfChampion : 1;
      double allowed = byShare ? 0 : amountUsd / rows.size();
      InfluenceValues perRow =
          InfluenceValues.ofMean(column(row -> row.netUsd[0] - kept * row.netUsd[1] + allowed));
      return ClusterEstimate.of(clusters(), perRow.times(rows.size()));
    }

    /** Net result over turnover, candidate less champion, basis points. */
    Optional<ClusterEstimate> returnBps() {
      Optional<InfluenceValues> candidate = returnOf(0);
      Optional<InfluenceValues> champion = returnOf(1);
      return candidate.isEmpty() || champion.isEmpty()
          ? Optional.empty()
          : ClusterEstimate.of(clusters(), candidate.get().minus(champion.get()).times(BPS));
    }

    private Optional<InfluenceValues> returnOf(int side) {
      return rows.isEmpty()
          ? Optional.empty()
          : InfluenceValues.ofRatio(
              column(row -> row.netUsd[side]), column(row -> row.turnoverUsd[side]));
    }

    private interface Figure {
      double of(Row row);
    }

    private double[] column(Figure figure) {
      return rows.values().stream().mapToDouble(figure::of).toArray();
    }
  }
}
