package ratchet.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ratchet.backtest.Backtest.PairedTrades;
import ratchet.evaluation.Refusal;
import ratchet.statistics.ClusterEstimate;
import ratchet.statistics.ClusterInterval;

/** Finds the reasons for which a backtest refuses the candidate. */
record BacktestRefusals(BacktestRules rules) {
  /**
   * The refusals; empty if the candidate passes.
   *
   * @param netUsd candidate minus champion
   * @param headroomUsd {@code netUsd} plus the margin; {@link PairedTrades#headroomUsd}
   * @param returnBps return of the candidate minus that of the champion
   */
  List<Refusal> of(
      Replay replay,
      Backtest.Side candidate,
      Backtest.Side champion,
      Optional<ClusterInterval> netUsd,
      Optional<ClusterInterval> headroomUsd,
      Optional<ClusterInterval> returnBps,
      double marginUsd) {
    List<Refusal> refusals = new ArrayList<>(thin(replay, candidate, netUsd));
    if (!refusals.isEmpty() && replay.leftOut() > 0) {
      refusals.add(new Refusal("fitted_rows_left_out", replay.leftOut(), 0));
    }
    refusals.addAll(unclear(candidate, champion));
    refusals.addAll(worse(headroomUsd, returnBps, marginUsd));
    return refusals;
  }

  private List<Refusal> thin(
      Replay replay, Backtest.Side candidate, Optional<ClusterInterval> netUsd) {
    List<Refusal> refusals = new ArrayList<>();
    if (replay.executions() == 0) {
      refusals.add(new Refusal("empty_window", 0, 1));
    }
    atLeast(refusals, "too_few_days", replay.days().size(), rules.daysAtLeast());
    atLeast(refusals, "too_few_trades", candidate.figures().trades(), rules.tradesAtLeast());
    double mints = netUsd.map(ClusterInterval::clusters).orElse(0);
    atLeast(refusals, "too_few_mints", mints, ClusterEstimate.FEWEST_CLUSTERS);
    double effective = netUsd.map(ClusterInterval::effectiveClusters).orElse(0.0);
    atLeast(
        refusals, "too_few_effective_mints", effective, ClusterEstimate.FEWEST_EFFECTIVE_CLUSTERS);
    return refusals;
  }

  /** Refusals for a log from which the result of a side cannot be computed. */
  private List<Refusal> unclear(Backtest.Side candidate, Backtest.Side champion) {
    List<Refusal> refusals = new ArrayList<>();
    atLeast(
        refusals,
        "missing_sol_prices",
        candidate.coverage().pricedShare(),
        rules.pricedShareAtLeast());
    atLeast(
        refusals,
        "malformed_contexts",
        candidate.coverage().usableShare(),
        rules.usableShareAtLeast());
    double unpriced =
        Math.max(
            orZero(candidate.coverage().unpricedShare()),
            orZero(champion.coverage().unpricedShare()));
    if (unpriced > rules.unpricedShareAtMost()) {
      refusals.add(new Refusal("unpriced_positions", unpriced, rules.unpricedShareAtMost()));
    }
    return refusals;
  }

  /**
   * A lower total is accepted if less was traded at an equal return. The measured value is how much
   * worse the candidate may be, with the error of the margin.
   */
  List<Refusal> worse(
      Optional<ClusterInterval> headroomUsd,
      Optional<ClusterInterval> returnBps,
      double marginUsd) {
    boolean earnsLess = headroomUsd.isPresent() && headroomUsd.get().lower() < 0;
    boolean returnsAsMuch =
        returnBps.isPresent() && returnBps.get().lower() >= -rules.returnMarginBps();
    return earnsLess && !returnsAsMuch
        ? List.of(
            new Refusal(
                "net_usd_below_champion", headroomUsd.get().lower() - marginUsd, -marginUsd))
        : List.of();
  }

  /** A figure that is not measurable (NaN) does not refuse here. */
  private static void atLeast(List<Refusal> to, String code, double measured, double required) {
    if (measured < required) {
      to.add(new Refusal(code, measured, required));
    }
  }

  private static double orZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
