package ratchet.features;

import java.util.List;

/**
 * The 11 features of the alpha ranker; each lies in [0, 1], {@code lunar_boost} in [0, 0.2].
 *
 * <p>Raw inputs: {@code buys60, sells60, uniques60, lpSol, spreadBps, ageSec, rugProb,
 * authorQualityMean, authorQualityTop, authorMentions, lunarBoost}. A missing rug probability gives
 * 0.5; whatever else is missing counts as 0.
 */
public final class AlphaFeatures implements Features {
  private static final List<String> NAMES =
      List.of(
          "bias",
          "flow_norm",
          "lp_norm",
          "uniques_norm",
          "spread_inv",
          "age_inv",
          "rug_inv",
          "author_quality_mean",
          "author_quality_top",
          "author_mentions_norm",
          "lunar_boost");

  @Override
  public List<String> names() {
    return NAMES;
  }

  @Override
  public void fill(Inputs in, double[] vector) {
    vector[0] = 1;
    vector[1] = Features.clamp(in.get("flow_norm", Features.flowRatio(in) / 4));
    vector[2] = Features.clamp(in.get("lp_norm", in.get("lpSol", 0) / 50));
    vector[3] = Features.clamp(in.get("uniques_norm", in.get("uniques60", 0) / 25));
    vector[4] = Features.clamp(in.get("spread_inv", 1 - in.get("spreadBps", 0) / 200));
    vector[5] = Features.clamp(in.get("age_inv", 1 - in.get("ageSec", 0) / 1800));
    vector[6] = Features.clamp(in.get("rug_inv", 1 - in.get("rugProb", 0.5)));
    vector[7] = Features.clamp(in.get("author_quality_mean", in.get("authorQualityMean", 0)));
    vector[8] = Features.clamp(in.get("author_quality_top", in.get("authorQualityTop", 0)));
    vector[9] = Features.clamp(in.get("author_mentions_norm", in.get("authorMentions", 0) / 20));
    vector[10] = Features.clamp(in.get("lunar_boost", in.get("lunarBoost", 0)), 0, 0.2);
  }
}
