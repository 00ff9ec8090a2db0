package ratchet.data.log;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import ratchet.features.Features;
import ratchet.model.ModelName;

/**
 * Counts missing and impossible inputs of one model's features, by the names of the logged context.
 * A feature is missing in a row that has none of its names; a default is used instead. A constant
 * is never missing. Nor are features for which the services define a substitute: the spread for a
 * volatility that was not logged, 0 for a slip gap that was not measured.
 */
public final class FeatureSources {
  /** Names whose values are shares or probabilities; nothing may be below 0. */
  private static final Set<String> AT_MOST_ONE =
      Set.of(
          "congestionScore",
          "rugProb",
          "authorQualityMean",
          "authorQualityTop",
          "authorityActive",
          "mintRevoked",
          "lunarBoost");

  private static final Map<String, List<String>> FILLNET =
      Map.of(
          "sDepth", List.of("lpSol"),
          "sCong", List.of("congestionScore"),
          "sSpread", List.of("spreadBps"),
          "sVol", List.of("volatilityBps", "spreadBps"),
          "sAge", List.of("ageSec"),
          "sRug", List.of("rugProb"),
          "sSlipReq", List.of("slippageBps"));

  private static final Map<String, List<String>> ALPHA =
      Map.of(
          "flow_norm", List.of("flow_norm", "buys60"),
          "lp_norm", List.of("lp_norm", "lpSol"),
          "uniques_norm", List.of("uniques_norm", "uniques60"),
          "spread_inv", List.of("spread_inv", "spreadBps"),
          "age_inv", List.of("age_inv", "ageSec"),
          "rug_inv", List.of("rug_inv", "rugProb"),
          "author_quality_mean", List.of("author_quality_mean", "authorQualityMean"),
          "author_quality_top", List.of("author_quality_top", "authorQualityTop"),
          "author_mentions_norm", List.of("author_mentions_norm", "authorMentions"),
          "lunar_boost", List.of("lunar_boost", "lunarBoost"));

  private static final Map<String, List<String>> RUGGUARD =
      Map.of(
          "authority_active", List.of("authorityActive", "mintRevoked"),
          "lp_norm", List.of("lpSol"),
          "flow_norm", List.of("buys60"),
          "uniques_norm", List.of("uniques60"),
          "spread_norm", List.of("spreadBps"),
          "age_norm", List.of("ageSec"));

  private static final Map<String, List<String>> SURVIVAL =
      Map.of(
          "spread_norm", List.of("spreadBps"),
          "volatility_norm", List.of("volatilityBps", "spreadBps"),
          "sell_flow", List.of("flowRatio", "buys60"),
          "rug_prob", List.of("rugProb"),
          "age_norm", List.of("ageSec"));

  private final List<String> features;
  private final int[][] positions;
  private final double[][] highest;
  private final long[] missing;
  private final long[] impossible;

  /**
   * @param inputs of any row; all rows have the same names
   */
  public FeatureSources(ModelName model, JsonInputs inputs) {
    Map<String, List<String>> sources = sources(model);
    features = Features.of(model).names();
    positions = new int[features.size()][];
    highest = new double[features.size()][];
    for (int j = 0; j < positions.length; j++) {
      List<String> names = sources.getOrDefault(features.get(j), List.of());
      positions[j] = names.stream().mapToInt(inputs::position).toArray();
      highest[j] = names.stream().mapToDouble(name -> highest(name, sources)).toArray();
    }
    missing = new long[positions.length];
    impossible = new long[positions.length];
  }

  private static Map<String, List<String>> sources(ModelName model) {
    return switch (model) {
      case FILLNET -> FILLNET;
      case ALPHA -> ALPHA;
      case RUGGUARD -> RUGGUARD;
      case SURVIVAL -> SURVIVAL;
    };
  }

  /**
   * Where in the log a feature's inputs are read from, for messages, e.g. {@code lpSol in
   * $.ctx.candidate or $.ctx of sizing_decisions.ctx_json}.
   */
  public static String place(ModelName model, String feature) {
    String names = String.join(" or ", sources(model).getOrDefault(feature, List.of("nothing")));
    return switch (model) {
      case FILLNET ->
          feature.equals("sSlipReq")
              ? "exec_outcomes.slippage_bps_req"
              : names + " in $.ctx of fill_preds.ctx_json";
      case ALPHA -> names + " in $ of scores.features_json";
      case RUGGUARD, SURVIVAL ->
          names
              + " in $.ctx.candidate, or in $.ctx where it is missing, of sizing_decisions.ctx_json"
              + (feature.equals("authority_active")
                  ? " (before it: mint_or_freeze_active in rug_verdicts.reasons_json)"
                  : feature.equals("rug_prob") ? " (before it: rug_verdicts.rug_prob)" : "");
    };
  }

  private static double highest(String name, Map<String, List<String>> sources) {
    // a value under a feature's own name is already scaled
    return AT_MOST_ONE.contains(name) || sources.containsKey(name) ? 1 : Double.POSITIVE_INFINITY;
  }

  /** Counts the inputs of a row. */
  public void count(JsonInputs inputs) {
    for (int j = 0; j < positions.length; j++) {
      boolean isMissing = positions[j].length > 0;
      for (int i = 0; i < positions[j].length; i++) {
        double value = inputs.at(positions[j][i]);
        if (!Double.isNaN(value)) {
          isMissing = false;
          impossible[j] += value < 0 || value > highest[j][i] ? 1 : 0;
          break;
        }
      }
      missing[j] += isMissing ? 1 : 0;
    }
  }

  /** The counts so far, in the order of the feature vector. */
  public List<InputCounts> counts() {
    return IntStream.range(0, positions.length)
        .mapToObj(j -> new InputCounts(features.get(j), missing[j], impossible[j]))
        .toList();
  }

  /**
   * Counts of one feature's inputs over the rows of a training set.
   *
   * @param missing rows whose context has no value for it, so that a default is used
   * @param impossible rows whose context has an impossible number: negative, or a probability or
   *     scaled feature above 1
   */
  public record InputCounts(String feature, long missing, long impossible) implements Serializable {
    /** The sum with the counts of other rows. */
    public InputCounts plus(InputCounts other) {
      return new InputCounts(feature, missing + other.missing, impossible + other.impossible);
    }
  }
}
