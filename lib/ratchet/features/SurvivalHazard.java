package ratchet.features;

import ratchet.model.SurvivalModel;

/**
 * The hazard of an open position and the trail that follows from it, as the executor serves them: z
 * = 1.2·red + 0.9·wide + 1.0·choppy + 0.8·sellFlow + 0.7·slipShock + 0.6·rug − 0.9·green −
 * 0.6·buyFlow.
 *
 * <p>Raw inputs: {@code pnl}, or {@code pnlPct} as the position manager calls the same fraction
 * (0.08 is 8 %), and those of {@link SurvivalFeatures}. The trail is in whole basis points, rounded
 * half up before it is kept between its bounds.
 */
final class SurvivalHazard {
  private SurvivalHazard() {}

  static Score.Survival score(SurvivalModel.Params params, Inputs in) {
    double hazard = hazard(in);
    double trailBps =
        Features.clamp(
            Math.round(params.baseTrailBps() * (1 - 0.6 * hazard)),
            params.minTrailBps(),
            params.maxTrailBps());
    return new Score.Survival(hazard, trailBps);
  }

  private static double hazard(Inputs in) {
    double pnl = in.get("pnl", in.get("pnlPct", 0));
    double spreadBps = in.get("spreadBps", 0);
    double flowRatio = SurvivalFeatures.flowRatio(in);
    double z =
        1.2 * Features.clamp(-pnl / 0.08)
            + 0.9 * Features.clamp(spreadBps / 120)
            + 1.0 * Features.clamp(in.get("volatilityBps", spreadBps) / 180)
            + 0.8 * Features.clamp((1 - flowRatio) / 0.6)
            + 0.7 * Features.clamp(in.get("slipGapBps", 0) / 80)
            + 0.6 * Features.clamp(in.get("rugProb", 0))
            - 0.9 * Features.clamp(pnl / 0.12)
            - 0.6 * Features.clamp((flowRatio - 1) / 0.6);
    return Scorer.sigmoid(z);
  }
}
