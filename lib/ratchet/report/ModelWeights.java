package ratchet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ratchet.features.Features;
import ratchet.model.AlphaModel;
import ratchet.model.FillNetModel;
import ratchet.model.ModelFile;
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

/**
 * A weight vector of a model.
 *
 * @param name the quantity that it predicts, with its unit
 * @param weights by feature, in the order of the vector
 */
record ModelWeights(String name, Map<String, Double> weights) {
  /** Every vector of a model that loads. */
  static List<ModelWeights> of(ModelFile file) {
    List<String> features = Features.of(file.name()).names();
    if (file instanceof AlphaModel alpha) {
      List<ModelWeights> all = new ArrayList<>();
      alpha
          .horizons()
          .forEach((horizon, own) -> all.add(of("log-odds, " + horizon, features, own.weights())));
      return all;
    }
    if (file instanceof FillNetModel fillNet) {
      return List.of(
          of("log-odds of a fill", features, fillNet.fillWeights()),
          of("slippage, bps", features, fillNet.slippageWeights()),
          of("time to land, ms", features, fillNet.timeWeights()));
    }
    if (file instanceof RugGuardModel rugGuard) {
      return List.of(of("log-odds of a rug", features, rugGuard.weights()));
    }
    return ((SurvivalModel) file)
        .hazard().stream()
            .map(own -> of("log-odds of a stop", own.covariates(), own.coefficients()))
            .toList();
  }

  private static ModelWeights of(String name, List<String> features, List<Double> values) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      weights.put(features.get(i), values.get(i));
    }
    return new ModelWeights(name, weights);
  }
}
