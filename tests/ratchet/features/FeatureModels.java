package ratchet.features;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import ratchet.model.AlphaModel;
import ratchet.model.FillNetModel;
import ratchet.model.Metrics;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

/** Models whose scores can be worked out by hand. */
final class FeatureModels {
  private FeatureModels() {}

  static ModelHeader header(List<String> features) {
    return new ModelHeader(
        Instant.parse("2026-01-31T12:00:00Z"),
        "ok",
        features,
        Metrics.NONE,
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  static ModelHeader header(ModelName model) {
    return header(Features.of(model).names());
  }

  /** Each horizon is its constant alone. */
  static AlphaModel alpha(Map<String, Double> constants) {
    Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>();
    constants.forEach(
        (horizon, constant) ->
            horizons.put(
                horizon,
                new AlphaModel.Horizon(constant(11, constant), "ok", Metrics.NONE, Map.of())));
    return new AlphaModel(header(ModelName.ALPHA), horizons);
  }

  static FillNetModel fillNet(double fill, double slip, double time) {
    return new FillNetModel(
        header(ModelName.FILLNET), constant(8, fill), constant(8, slip), constant(8, time));
  }

  static RugGuardModel rugGuard(double constant, double threshold) {
    return new RugGuardModel(header(ModelName.RUGGUARD), constant(7, constant), threshold);
  }

  static SurvivalModel survival() {
    return new SurvivalModel(
        header(ModelName.SURVIVAL),
        new SurvivalModel.Params(120, 40, 400, 0.4, 0.8),
        Optional.empty());
  }

  static ModelFile of(ModelName model) {
    return switch (model) {
      case ALPHA -> alpha(Map.of("10m", 1.0));
      case FILLNET -> fillNet(1, 30, 900);
      case RUGGUARD -> rugGuard(-1, 0.5);
      case SURVIVAL -> survival();
    };
  }

  /** Weights of zero but for the first. */
  static List<Double> constant(int length, double first) {
    List<Double> weights = Arrays.asList(new Double[length]);
    Collections.fill(weights, 0.0);
    weights.set(0, first);
    return weights;
  }

  static List<Double> weights(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }
}
