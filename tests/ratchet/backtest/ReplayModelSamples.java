package ratchet.backtest;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ratchet.features.Features;
import ratchet.features.GoldenInputs;
import ratchet.features.LoadedModel;
import ratchet.model.AlphaModel;
import ratchet.model.FillNetModel;
import ratchet.model.Metrics;
import ratchet.model.ModelFile;
import ratchet.model.ModelHeader;
import ratchet.model.ModelName;
import ratchet.model.ModelWriter;
import ratchet.model.Provenance;
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

/** Models that decide by one figure, so that a replay can be worked out by hand. */
final class ReplayModelSamples {
  private ReplayModelSamples() {}

  static ReplayModels of(ModelFile... files) {
    Map<ModelName, LoadedModel> models = new EnumMap<>(ModelName.class);
    for (ModelFile file : files) {
      models.put(file.name(), LoadedModel.load(file.name(), ModelWriter.write(file)));
    }
    return new ReplayModels(models, models.containsKey(ModelName.ALPHA));
  }

  /** Picks where lp_norm is above a half. */
  static ModelFile alpha() {
    List<Double> weights = weights(ModelName.ALPHA, Map.of("bias", -5.0, "lp_norm", 10.0));
    return new AlphaModel(
        header(ModelName.ALPHA),
        Map.of("10m", new AlphaModel.Horizon(weights, "ok", Metrics.NONE, Map.of())));
  }

  /** The same, and that 60-minute score for every mint. */
  static ModelFile alpha(double sixty) {
    AlphaModel ten = (AlphaModel) alpha();
    Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>(ten.horizons());
    List<Double> weights = weights(ModelName.ALPHA, Map.of("bias", Math.log(sixty / (1 - sixty))));
    horizons.put("60m", new AlphaModel.Horizon(weights, "ok", Metrics.NONE, Map.of()));
    return new AlphaModel(ten.header(), horizons);
  }

  /** The same, held out from that moment on. */
  static ModelFile fittedUntil(ModelFile file, Instant holdoutFrom) {
    Provenance provenance =
        new Provenance(
            holdoutFrom.minusSeconds(900_000),
            holdoutFrom.plusSeconds(900_000),
            Map.of(),
            "",
            "",
            Map.of(),
            42,
            holdoutFrom.minusSeconds(3600),
            holdoutFrom,
            "",
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of());
    ModelHeader header = file.header();
    return GoldenInputs.stamp(
        new SurvivalModel(
            new ModelHeader(
                header.created(),
                header.status(),
                header.features(),
                header.metrics(),
                header.sampleSizes(),
                header.issues(),
                header.goldenScores(),
                Optional.of(provenance)),
            ((SurvivalModel) file).params(),
            Optional.empty()));
  }

  /** Fills for sure or not at all, and expects that much slippage. */
  static ModelFile fillNet(boolean fills, double slipBps) {
    return new FillNetModel(
        header(ModelName.FILLNET),
        weights(ModelName.FILLNET, Map.of("bias", fills ? 9.0 : -9.0)),
        weights(ModelName.FILLNET, Map.of("bias", slipBps)),
        weights(ModelName.FILLNET, Map.of("bias", 900.0)));
  }

  /** Vetoes what is less deep than half of 50 SOL, or nothing. */
  static ModelFile rugGuard(boolean vetoes) {
    return new RugGuardModel(
        header(ModelName.RUGGUARD),
        weights(
            ModelName.RUGGUARD,
            vetoes ? Map.of("intercept", 5.0, "lp_norm", -10.0) : Map.of("intercept", -9.0)),
        0.5);
  }

  /** Trails by that much whatever happens. */
  static ModelFile survival(double trailBps) {
    return new SurvivalModel(
        header(ModelName.SURVIVAL),
        new SurvivalModel.Params(trailBps, trailBps, trailBps, 0.98, 0.99),
        Optional.empty());
  }

  private static List<Double> weights(ModelName model, Map<String, Double> byName) {
    Double[] weights =
        Features.of(model).names().stream()
            .map(name -> byName.getOrDefault(name, 0.0))
            .toArray(Double[]::new);
    return Arrays.asList(weights);
  }

  private static ModelHeader header(ModelName model) {
    return new ModelHeader(
        Instant.parse("2026-02-28T12:00:00Z"),
        "ok",
        Features.of(model).names(),
        Metrics.NONE,
        Map.of("train_size", 500L, "sample_size", 500L),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
