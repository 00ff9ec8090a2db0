package ratchet.train;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import ratchet.data.TrainingSet;
import ratchet.evaluate.Bootstrap;
import ratchet.evaluate.Interval;
import ratchet.evaluate.Quantiles;
import ratchet.evaluate.ResampledStatistic;
import ratchet.features.Inputs;
import ratchet.features.Score;
import ratchet.features.Scorer;
import ratchet.model.SurvivalModel;

/**
 * What the executor trails with, from the training positions.
 *
 * <p>A winner is a position whose hour saw a price of at least 5 % above the entry. A trail that
 * lets winners run is as wide as they fell: base, narrowest and widest trail are the 75 %, 25 % and
 * 95 % quantiles of the winners' deepest fall below the entry ({@code mae_bps_60m}), never under 10
 * bps.
 *
 * <p>The levels are quantiles of the served hazard formula, so that they speak of the numbers which
 * the executor compares them with: tighten is the 75 % quantile at the entries (no gain or loss
 * yet), panic the 95 % quantile of the same positions at their worst price. Buy flow is not among
 * the covariates and counts as balanced.
 */
final class TrailParams {
  static final double WINNER_BPS = 500;
  static final double BASE_QUANTILE = 0.75;
  static final double NARROWEST_QUANTILE = 0.25;
  static final double WIDEST_QUANTILE = 0.95;
  static final double TIGHTEN_QUANTILE = 0.75;
  static final double PANIC_QUANTILE = 0.95;
  private static final double SMALLEST_TRAIL_BPS = 10;
  private static final double BPS = 10_000;

  private TrailParams() {}

  /**
   * @param rows training rows of the set
   * @param formula any survival model: the served hazard is the same for all
   * @throws InsufficientDataException with fewer than {@link Sufficiency#MIN_MINORITY} winners
   */
  static SurvivalModel.Params of(TrainingSet set, int[] rows, Scorer formula) {
    double[] falls = winnersFalls(set, rows);
    Sufficiency.requireEvents(
        falls.length, "peak_bps_60m", "winners (5 % above the entry within the hour)");
    double[] worst = LabelledRows.pick(set.outcome("mae_bps_60m"), rows);
    double[] atEntry = new double[rows.length];
    double[] atWorst = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      atEntry[i] = servedHazard(formula, set, rows[i], 0);
      atWorst[i] =
          servedHazard(
              formula, set, rows[i], Double.isNaN(worst[i]) ? 0 : -Math.max(0, worst[i]) / BPS);
    }
    return new SurvivalModel.Params(
        trail(falls, BASE_QUANTILE),
        trail(falls, NARROWEST_QUANTILE),
        trail(falls, WIDEST_QUANTILE),
        Quantiles.of(atEntry, TIGHTEN_QUANTILE),
        Quantiles.of(atWorst, PANIC_QUANTILE));
  }

  private static double[] winnersFalls(TrainingSet set, int[] rows) {
    double[] peak = set.outcome("peak_bps_60m");
    double[] worst = set.outcome("mae_bps_60m");
    return Arrays.stream(rows)
        .filter(row -> peak[row] >= WINNER_BPS && !Double.isNaN(worst[row]))
        .mapToDouble(row -> worst[row])
        .toArray();
  }

  private static double trail(double[] falls, double quantile) {
    return Math.max(SMALLEST_TRAIL_BPS, Quantiles.of(falls, quantile));
  }

  /** Seeded bootstrap interval of the base trail. */
  static Optional<Interval> baseTrailInterval(TrainingSet set, int[] rows, long seed) {
    double[] falls = winnersFalls(set, rows);
    return Bootstrap.seeded(seed)
        .interval(
            falls.length,
            ResampledStatistic.ofRows(
                drawn -> trail(LabelledRows.pick(falls, drawn), BASE_QUANTILE)));
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
