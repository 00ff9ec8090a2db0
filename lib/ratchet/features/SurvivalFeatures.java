package ratchet.features;

import java.util.List;

/**
 * The covariates of the fitted hazard, as known when a position is entered; each lies in [0, 1] and
 * is scaled as the served hazard scales the same input.
 *
 * <p>Raw inputs: {@code spreadBps, volatilityBps, flowRatio} (or {@code buys60, sells60}), {@code
 * slipGapBps, rugProb, ageSec}. A missing volatility is the spread, a flow is balanced (1) where
 * nothing was sold or it is missing, a missing rug probability is 0 as in the served hazard;
 * whatever else is missing counts as 0.
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

  /**
   * The logged ratio, else buys per sell: 1 where nothing was sold or no trade was counted, the
   * buys alone where only they were.
   */
  static double flowRatio(Inputs in) {
    double buys = in.get("buys60");
    double sells = in.get("sells60");
    boolean counted = !Double.isNaN(buys) || !Double.isNaN(sells);
    return in.get(
        "flowRatio", counted ? buysPerSell(in.get("buys60", 0), in.get("sells60", 1)) : 1);
  }

  private static double buysPerSell(double buys, double sells) {
    return sells > 0 ? buys / sells : 1;
  }
}
