package ratchet.features;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/**
 * The feature vector of one model: names, order and formula. Trainers, gates, backtest and runtime
 * all come here, so that a model is always served on what it was fitted on. Implementations hold no
 * state.
 */
public sealed interface Features {
  /** Names in the order of the vector. */
  List<String> names();

  /**
   * Writes the vector of one decision, {@code names().size()} values, into {@code vector}.
   *
   * @param vector at least as long as {@link #names()}
   */
  void fill(Inputs inputs, double[] vector);

  /**
   * The inputs without which the services give no prediction: of each list at least one name must
   * have a value. A formula alone would take a missing one for its default.
   */
  default List<List<String>> required() {
    return List.of();
  }

  /** The vector of one decision in a new array. */
  default double[] vector(Inputs inputs) {
    double[] vector = new double[names().size()];
    fill(inputs, vector);
    return vector;
  }

  /** SHA-256 over the names, one a line: what {@code feature_schema_sha256} records. */
  default String schemaSha256() {
    return Digest.of(String.join("\n", names()).getBytes(StandardCharsets.UTF_8));
  }

  static Features of(ModelName model) {
    return switch (model) {
      case ALPHA -> new AlphaFeatures();
      case FILLNET -> new FillNetFeatures();
      case RUGGUARD -> new RugGuardFeatures();
      case SURVIVAL -> new SurvivalFeatures();
    };
  }

  /** {@code value} kept within [0, 1]. */
  static double clamp(double value) {
    return clamp(value, 0, 1);
  }

  static double clamp(double value, double lowest, double highest) {
    return Math.max(lowest, Math.min(highest, value));
  }

  /** Buys per sell of the last minute; the buys alone where nothing was sold. */
  static double flowRatio(Inputs inputs) {
    double buys = inputs.get("buys60", 0);
    double sells = inputs.get("sells60", 0);
    return sells > 0 ? buys / Math.max(1, sells) : buys;
  }

  /**
   * The 11 features of the alpha ranker; each lies in [0, 1], {@code lunar_boost} in [0, 0.2].
   *
   * <p>Raw inputs: {@code buys60, sells60, uniques60, lpSol, spreadBps, ageSec, rugProb,
   * authorQualityMean, authorQualityTop, authorMentions, lunarBoost}. A missing rug probability
   * gives 0.5; whatever else is missing counts as 0.
   */
  final class AlphaFeatures implements Features {
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

  /**
   * The 8 features of FillNet; each lies in [0, 1] but {@code sCong}, which is taken as logged.
   *
   * <p>Raw inputs: {@code lpSol, congestionScore, spreadBps, volatilityBps, ageSec, rugProb,
   * slippageBps} (the slippage that the attempt asks for; the executor predicts nothing without
   * it). Missing congestion and rug probability give 0.5, a missing volatility is the spread;
   * whatever else is missing counts as 0.
   */
  final class FillNetFeatures implements Features {
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

  /**
   * The 7 features of RugGuard; each lies in [0, 1].
   *
   * <p>Raw inputs: {@code authorityActive} (1 or 0), or {@code mintRevoked} and {@code
   * freezeRevoked}; {@code lpSol, buys60, sells60, uniques60, spreadBps, ageSec}. An authority
   * counts as active unless both are known to be revoked; whatever else is missing counts as 0.
   */
  final class RugGuardFeatures implements Features {
    private static final List<String> NAMES =
        List.of(
            "intercept",
            "authority_active",
            "lp_norm",
            "flow_norm",
            "uniques_norm",
            "spread_norm",
            "age_norm");

    @Override
    public List<String> names() {
      return NAMES;
    }

    @Override
    public void fill(Inputs in, double[] vector) {
      vector[0] = 1;
      vector[1] = Features.clamp(in.get("authority_active", authorityActive(in)));
      vector[2] = Features.clamp(in.get("lp_norm", in.get("lpSol", 0) / 50));
      vector[3] = Features.clamp(in.get("flow_norm", Features.flowRatio(in) / 5));
      vector[4] = Features.clamp(in.get("uniques_norm", in.get("uniques60", 0) / 30));
      vector[5] = Features.clamp(in.get("spread_norm", in.get("spreadBps", 0) / 200));
      vector[6] = Features.clamp(in.get("age_norm", in.get("ageSec", 0) / 600));
    }

    private static double authorityActive(Inputs in) {
      boolean bothRevoked = in.get("mintRevoked", 0) > 0 && in.get("freezeRevoked", 0) > 0;
      return in.get("authorityActive", bothRevoked ? 0 : 1);
    }
  }

  /**
   * The covariates of the fitted hazard, as known when a position is entered; each lies in [0, 1]
   * and is scaled as the served hazard scales the same input.
   *
   * <p>Raw inputs: {@code spreadBps, volatilityBps, flowRatio} (or {@code buys60, sells60}), {@code
   * slipGapBps, rugProb, ageSec}. A missing volatility is the spread, a flow is balanced (1) where
   * nothing was sold or it is missing, a missing rug probability is 0 as in the served hazard;
   * whatever else is missing counts as 0.
   */
  final class SurvivalFeatures implements Features {
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
      vector[1] =
          Features.clamp(in.get("volatility_norm", in.get("volatilityBps", spreadBps) / 180));
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
}
