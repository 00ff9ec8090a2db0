package ratchet.features;

import java.util.List;

/**
 * The covariates of the fitted hazard, as known when a position is entered; each lies in [0, 1] and
 * is scaled as the served hazard scales the same input.
 *
 * <p>Raw inputs: {@code spreadBps, volatilityBps, flowRatio} (or {@code buys60, sells60}), {@code
 * slipGapBps, rugProb, ageSec}. A missing volatility is the spread, a missing flow is balanced (1),
 * a missing rug probability is 0 as in the served hazard; whatever else is missing counts as 0.
 */
public final class SurvivalFeatures implements Features {
  private static final List<String> NAMES =
      List.of(
          "spread_norm", "volatility_norm", "sell_flow", "slip_gap_norm", "rug_prob", "age_norm");

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public void fill(Inputs in, double[] vector) {
    double spreadBps = in.get("spreadBps", 0);
    vector[0] = Features.clamp(in.get("spread_norm", spreadBps / 120));
    vector[1] = Features.clamp(in.get("volatility_norm", in.get("volatilityBps", spreadBps) / 180));
    vector[2] = Features.clamp(in.get("sell_flow", (1 - flowRatio(in)) / 0.6));
    vector[3] = Features.clamp(in.get("slip_gap_norm", in.get("slipGapBps", 0) / 80));
    vector[4] = Features.clamp(in.get("rug_prob", in.get("rugProb", 0)));
    vector[5] = Features.clamp(in.get("age_norm", in.get("ageSec", 0) / 600));
  }

  /** The logged ratio, else buys per sell where trades were counted, else balanced. */
  static double flowRatio(Inputs in) {
    boolean counted = !Double.isNaN(in.get("buys60")) || !Double.isNaN(in.get("sells60"));
    return in.get("flowRatio", counted ? Features.flowRatio(in) : 1);
  }
}
