package ratchet.data.training;

import java.util.Arrays;
import java.util.Map;
import ratchet.features.Inputs;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.SurvivalModel;
import ratchet.statistics.ClusteredRows;
import ratchet.statistics.Quantiles;

/**
 * The trail parameters of the executor, computed from positions of a training set.
 *
 * <p>A winner is a position with a price at least 5 % above the entry within the hour. A trail
 * keeps a winner until its best price if it is wider than the deepest fall from the running peak
 * before it ({@code drawdown_to_peak_bps}). Base, narrowest and widest trail are the 75 %, 25 % and
 * 95 % quantiles of these falls over all winners, never under 10 bps. So the base trail would have
 * kept three of four winners until their peak. Falls after the peak do not count: there the trail
 * should stop.
 *
 * <p>The levels are quantiles of the served hazard formula, which the executor compares them with:
 * tighten is the 75 % quantile at the entries (no gain or loss yet), panic the 95 % quantile of the
 * same positions at their worst price. Buy flow is not a covariate and is taken as balanced.
 *
 * @param winnersFalls deepest fall before the peak of each winner, basis points
 * @param winners which winners share a mint
 * @param hazardsAtEntry hazard of each position at its entry
 * @param hazardsAtWorst hazard of each position at its worst price
 * @param positions which positions share a mint
 */
public record TrailQuantiles(
    double[] winnersFalls,
    ClusteredRows winners,
    double[] hazardsAtEntry,
    double[] hazardsAtWorst,
    ClusteredRows positions) {
  /** The gain over the entry that makes a winner. */
  public static final double WINNER_BPS = 500;

  public static final double BASE = 0.75;
  public static final double NARROWEST = 0.25;
  public static final double WIDEST = 0.95;
  public static final double TIGHTEN = 0.75;
  public static final double PANIC = 0.95;
  public static final double SMALLEST_TRAIL_BPS = 10;
  private static final double BPS = 10_000;

  /**
   * Collects the falls and hazards of some rows.
   *
   * @param rows of the set
   * @param formula any survival model: all serve the same hazard formula
   */
  public static TrailQuantiles of(TrainingSet set, int[] rows, Scorer formula) {
    double[] peak = set.outcome("peak_bps_60m");
    int[] winners = Arrays.stream(rows).filter(row -> peak[row] >= WINNER_BPS).toArray();
    double[] falls = set.outcome("drawdown_to_peak_bps");
    double[] worst = set.outcome("mae_bps_60m");
    double[] atEntry = new double[rows.length];
    double[] atWorst = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double fall = Double.isNaN(worst[rows[i]]) ? 0 : Math.max(0, worst[rows[i]]);
      atEntry[i] = servedHazard(formula, set, rows[i], 0);
      atWorst[i] = servedHazard(formula, set, rows[i], -fall / BPS);
    }
    return new TrailQuantiles(
        Arrays.stream(winners).mapToDouble(row -> falls[row]).toArray(),
        set.clusters(winners),
        atEntry,
        atWorst,
        set.clusters(rows));
  }

  /**
   * The parameters at the quantiles of this class.
   *
   * @throws IllegalArgumentException without winners
   */
  public SurvivalModel.Params params() {
    return params(0);
  }

  /** The parameters at quantiles that are shifted by {@code shift}, cut to [0, 1]. */
  public SurvivalModel.Params params(double shift) {
    return new SurvivalModel.Params(
        trail(BASE + shift),
        trail(NARROWEST + shift),
        trail(WIDEST + shift),
        Quantiles.of(hazardsAtEntry, share(TIGHTEN + shift)),
        Quantiles.of(hazardsAtWorst, share(PANIC + shift)));
  }

  private double trail(double quantile) {
    return Math.max(SMALLEST_TRAIL_BPS, Quantiles.of(winnersFalls, share(quantile)));
  }

  private static double share(double quantile) {
    return Math.max(0, Math.min(1, quantile));
  }

  /** Calls the served formula with raw inputs, which are the covariates times their scales. */
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
