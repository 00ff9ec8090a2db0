package ratchet.train;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import ratchet.data.training.TrainingSet;
import ratchet.features.Inputs;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.SurvivalModel;
import ratchet.statistics.ClusterInterval;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.Interval;
import ratchet.statistics.Quantiles;
import ratchet.train.solver.LabelledRows;

/**
 * What the executor trails with, from the training positions.
 *
 * <p>A winner is a position whose hour saw a price of at least 5 % above the entry. A trail lets a
 * winner run to its best price when it is wider than the deepest fall from the running peak on the
 * way there ({@code drawdown_to_peak_bps}). Base, narrowest and widest trail are the 75 %, 25 % and
 * 95 % quantiles of these falls over all winners, never under 10 bps: the base trail would have
 * kept three of four winners to their peak. Falls after the peak do not count, they are what a
 * trail is for.
 *
 * <p>The levels are quantiles of the served hazard formula, so that they speak of the numbers which
 * the executor compares them with: tighten is the 75 % quantile at the entries (no gain or loss
 * yet), panic the 95 % quantile of the same positions at their worst price. Buy flow is not among
 * the covariates and counts as balanced.
 *
 * @param winnersFalls basis points, by winner
 * @param winners which of them share a mint
 * @param hazardsAtEntry by training position
 * @param hazardsAtWorst by training position
 * @param positions which of them share a mint
 */
record TrailParams(
    double[] winnersFalls,
    ClusteredRows winners,
    double[] hazardsAtEntry,
    double[] hazardsAtWorst,
    ClusteredRows positions) {
  static final double WINNER_BPS = 500;
  static final double BASE_QUANTILE = 0.75;
  static final double NARROWEST_QUANTILE = 0.25;
  static final double WIDEST_QUANTILE = 0.95;
  static final double TIGHTEN_QUANTILE = 0.75;
  static final double PANIC_QUANTILE = 0.95;
  private static final double SMALLEST_TRAIL_BPS = 10;
  private static final double BPS = 10_000;

  /**
   * @param rows training rows of the set
   * @param formula any survival model: the served hazard is the same for all
   * @throws InsufficientDataException with fewer than {@link SampleRequirements#MIN_MINORITY}
   *     winners
   */
  static TrailParams of(TrainingSet set, int[] rows, Scorer formula) {
    double[] peak = set.outcome("peak_bps_60m");
    int[] winners = Arrays.stream(rows).filter(row -> peak[row] >= WINNER_BPS).toArray();
    SampleRequirements.requireEvents(
        winners.length, "peak_bps_60m", "winners (5 % above the entry within the hour)");
    double[] worst = set.outcome("mae_bps_60m");
    double[] atEntry = new double[rows.length];
    double[] atWorst = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double fall = Double.isNaN(worst[rows[i]]) ? 0 : Math.max(0, worst[rows[i]]);
      atEntry[i] = servedHazard(formula, set, rows[i], 0);
      atWorst[i] = servedHazard(formula, set, rows[i], -fall / BPS);
    }
    return new TrailParams(
        LabelledRows.pick(set.outcome("drawdown_to_peak_bps"), winners),
        set.clusters(winners),
        atEntry,
        atWorst,
        set.clusters(rows));
  }

  SurvivalModel.Params params() {
    return new SurvivalModel.Params(
        trail(BASE_QUANTILE),
        trail(NARROWEST_QUANTILE),
        trail(WIDEST_QUANTILE),
        Quantiles.of(hazardsAtEntry, TIGHTEN_QUANTILE),
        Quantiles.of(hazardsAtWorst, PANIC_QUANTILE));
  }

  /** Each parameter as a metric of the training rows, with its interval. */
  void report(MetricCollector collector) {
    SurvivalModel.Params params = params();
    collector.put("winners_train", winnersFalls.length);
    put("base_trail_bps_train", params.baseTrailBps(), trailInterval(BASE_QUANTILE), collector);
    put("min_trail_bps_train", params.minTrailBps(), trailInterval(NARROWEST_QUANTILE), collector);
    put("max_trail_bps_train", params.maxTrailBps(), trailInterval(WIDEST_QUANTILE), collector);
    put(
        "hazard_tighten_train",
        params.hazardTighten(),
        interval(hazardsAtEntry, TIGHTEN_QUANTILE, positions),
        collector);
    put(
        "hazard_panic_train",
        params.hazardPanic(),
        interval(hazardsAtWorst, PANIC_QUANTILE, positions),
        collector);
  }

  private static void put(
      String name, double value, Optional<Interval> interval, MetricCollector collector) {
    collector.put(name, value, interval, "too few positions for this quantile");
  }

  private double trail(double quantile) {
    return Math.max(SMALLEST_TRAIL_BPS, Quantiles.of(winnersFalls, quantile));
  }

  private Optional<Interval> trailInterval(double quantile) {
    return interval(winnersFalls, quantile, winners)
        .map(found -> found.map(fall -> Math.max(SMALLEST_TRAIL_BPS, fall)));
  }

  private static Optional<Interval> interval(double[] values, double quantile, ClusteredRows rows) {
    return Quantiles.interval(values, quantile, ClusterInterval.DEFAULT_LEVEL, rows);
  }

  /** The formula is asked, not copied: the covariates are its own terms over their scales. */
  private static double servedHazard(Scorer formula, TrainingSet set, int row, double pnl) {
    Map<String, Double> raw =
        Map.of(
            "pnl",
            pnl,
            "spreadBps",
            120 * covariate(set, "spread_norm", row),
            "volatilityBps",
            180 * covariate(set, "volatility_norm", row),
            "flowRatio",
            1 - 0.6 * covariate(set, "sell_flow", row),
            "slipGapBps",
            80 * covariate(set, "slip_gap_norm", row),
            "rugProb",
            covariate(set, "rug_prob", row));
    return ((Score.Survival) formula.score(Inputs.of(raw))).hazard();
  }

  private static double covariate(TrainingSet set, String name, int row) {
    return set.features()[set.featureNames().indexOf(name)][row];
  }
}
