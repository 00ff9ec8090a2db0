package ratchet.features;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ratchet.model.Digest;
import ratchet.model.ModelName;

/**
 * The feature vector of one model: names, order and formula. Trainers, gates, backtest and runtime
 * all use it, so that a model is served on the same features as it was fitted on. Implementations
 * have no state and are thread-safe.
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
   * The inputs that a prediction requires: at least one name of each list must have a value. {@link
   * #fill} does not check this and uses the default of a missing input.
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

  /** SHA-256 over the names, one per line; recorded as {@code feature_schema_sha256}. */
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

  /** {@code value} limited to [0, 1]. */
  static double clamp(double value) {
    return clamp(value, 0, 1);
  }

  static double clamp(double value, double lowest, double highest) {
    return Math.max(lowest, Math.min(highest, value));
  }

  /** Buys divided by sells of the last minute; the number of buys if there were no sells. */
  static double flowRatio(Inputs inputs) {
    double buys = inputs.get("buys60", 0);
    double sells = inputs.get("sells60", 0);
    return sells > 0 ? buys / Math.max(1, sells) : buys;
  }

  /**
   * The 11 features of the alpha ranker; each lies in [0, 1], {@code lunar_boost} in [0, 0.2].
   *
   * <p>Raw inputs: {@code buys60, sells60, uniques60, lpSol, spreadBps, ageSec, rugProb,
   * authorQualityMean, authorQualityTop, authorMentions, lunarBoost}. The default of the rug
   * probability is 0.5; the default of all others is 0.
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
   * The 8 features of FillNet; each lies in [0, 1] except {@code sCong}, which is used as logged.
   *
   * <p>Raw inputs: {@code lpSol, congestionScore, spreadBps, volatilityBps, ageSec, rugProb,
   * slippageBps} (the slippage limit of the attempt; required for a prediction). The default of
   * congestion and rug probability is 0.5, the default of the volatility is the spread, and the
   * default of all others is 0.
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
   * freezeRevoked}; {@code lpSol, buys60, sells60, uniques60, spreadBps, ageSec}. The authority
   * counts as active unless both are known to be revoked; the default of all others is 0.
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
   * The covariates of the fitted hazard at the entry of a position. Each lies in [0, 1] and has the
   * same scale as in the served hazard.
   *
   * <p>Raw inputs: {@code spreadBps, volatilityBps, flowRatio} (or {@code buys60, sells60}), {@code
   * slipGapBps, rugProb, ageSec}. The default of the volatility is the spread. The flow ratio is 1
   * (balanced) if it is missing or nothing was sold. The default of all others is 0, also of the
   * rug probability, as in the served hazard.
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
     * The logged ratio; else buys divided by sells: 1 if nothing was sold or no trade was counted,
     * the number of buys if only buys were counted.
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
