package ratchet.backtest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.InfluenceValues;

/**
 * What the attempts that either side took brought to each: one row per attempt, nothing for a side
 * that did not take it. A mint is a cluster, rows lie in time by their entry.
 */
final class PairedTrades {
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

  /** Which rows share a mint, and when they were entered. */
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

  /** Net result of the candidate less the champion's, of the whole window, US dollars. */
  Optional<ClusterEstimate> netUsd() {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    InfluenceValues perRow = InfluenceValues.ofMean(column(row -> row.netUsd[0] - row.netUsd[1]));
    return ClusterEstimate.of(clusters(), perRow.times(rows.size()));
  }

  /**
   * The same plus what the candidate may earn less: a share of what the champion earned, or an
   * amount, whichever is more. What the champion earned is known from these rows alone, so that the
   * error of that share is part of the error of this figure.
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
