package ratchet.data.log;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import ratchet.features.Features;
import ratchet.model.ModelName;

/**
 * What the features of one model are read from, by the names of the logged context: a feature is
 * missing in a row where none of its names is there, and a default stands in for it. A constant has
 * no source and is never missing; nor is what the services themselves fix: a volatility that is not
 * logged is the spread, and the slip gap is 0 where none was measured.
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
   * @param inputs that the rows will be read from: any of them, they know the same names
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
   * Where in the log a feature's inputs are looked for, e.g. {@code lpSol in $.ctx.candidate or
   * $.ctx of sizing_decisions.ctx_json}; for people.
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
              + " in $.ctx.candidate, or in $.ctx where that is none, of sizing_decisions.ctx_json"
              + (feature.equals("authority_active")
                  ? " (before it: mint_or_freeze_active in rug_verdicts.reasons_json)"
                  : feature.equals("rug_prob") ? " (before it: rug_verdicts.rug_prob)" : "");
    };
  }

  private static double highest(String name, Map<String, List<String>> sources) {
    // a feature's own name holds what is scaled already
    return AT_MOST_ONE.contains(name) || sources.containsKey(name) ? 1 : Double.POSITIVE_INFINITY;
  }

  /** Counts a row. */
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

  public List<InputCounts> counts() {
    return IntStream.range(0, positions.length)
        .mapToObj(j -> new InputCounts(features.get(j), missing[j], impossible[j]))
        .toList();
  }

  /**
   * What one feature was read from, over the rows of a training set.
   *
   * @param missing rows whose context has nothing for it, so that a default stands in
   * @param impossible rows whose context has a number that cannot be: negative, or a probability or
   *     scaled feature above 1
   */
  public record InputCounts(String feature, long missing, long impossible) implements Serializable {
    /** Of other rows as well. */
    public InputCounts plus(InputCounts other) {
      return new InputCounts(feature, missing + other.missing, impossible + other.impossible);
    }
  }
}
