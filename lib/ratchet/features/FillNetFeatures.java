package ratchet.features;

import java.util.List;

/**
 * The 8 features of FillNet; each lies in [0, 1] but {@code sCong}, which is taken as logged.
 *
 * <p>Raw inputs: {@code lpSol, congestionScore, spreadBps, volatilityBps, ageSec, rugProb,
 * slippageBps} (the slippage that the attempt asks for; the executor predicts nothing without it).
 * Missing congestion and rug probability give 0.5, a missing volatility is the spread; whatever
 * else is missing counts as 0.
 */
public final class FillNetFeatures implements Features {
  private static final List<String> NAMES =
      List.of("bias", "sDepth", "sCong", "sSpread", "sVol", "sAge", "sRug", "sSlipReq");

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public List<List<String>> required() {
    return List.of(List.of("slippageBps", "sSlipReq"));
  }

  @Override
  public void fill(Inputs in, double[] vector) {
    double spreadBps = in.get("spreadBps", 0);
    vector[0] = 1;
    vector[1] = Features.clamp(in.get("sDepth", in.get("lpSol", 0) / 50));
    vector[2] = in.get("sCong", in.get("congestionScore", 0.5));
    vector[3] = Features.clamp(in.get("sSpread", 1 - spreadBps / 200));
    vector[4] = Features.clamp(in.get("sVol", 1 - in.get("volatilityBps", spreadBps) / 300));
    vector[5] = Features.clamp(in.get("sAge", in.get("ageSec", 0) / 600));
    vector[6] = Features.clamp(in.get("sRug", 1 - in.get("rugProb", 0.5)));
    vector[7] = Features.clamp(in.get("sSlipReq", Math.max(1, in.get("slippageBps", 0)) / 300));
  }
}
