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
 * What the executor trails with, from positions of a training set.
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
 * @param hazardsAtEntry by position
 * @param hazardsAtWorst by position
 * @param positions which of them share a mint
 */
public record TrailQuantiles(
    double[] winnersFalls,
    ClusteredRows winners,
    double[] hazardsAtEntry,
    double[] hazardsAtWorst,
    ClusteredRows positions) {
  public static final double WINNER_BPS = 500;
  public static final double BASE = 0.75;
  public static final double NARROWEST = 0.25;
  public static final double WIDEST = 0.95;
  public static final double TIGHTEN = 0.75;
  public static final double PANIC = 0.95;
  public static final double SMALLEST_TRAIL_BPS = 10;
  private static final double BPS = 10_000;

  /**
   * @param rows of the set
   * @param formula any survival model: the served hazard is the same for all
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
   * @throws IllegalArgumentException without winners
   */
  public SurvivalModel.Params params() {
    return params(0);
  }

  /** The same of quantiles that are higher by a share of the positions, within [0, 1]. */
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
