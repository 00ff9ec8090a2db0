package ratchet.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
import ratchet.model.RugGuardModel;
import ratchet.model.SurvivalModel;

/**
 * Candidates for tests: each model as a trainer would write it, good enough for every gate, and
 * changed in whatever a test is about.
 */
public final class GateCandidates {
  private final ModelName model;
  private final Map<String, Double> metrics = new LinkedHashMap<>();
  private final Map<String, Long> sizes = new LinkedHashMap<>();
  private Instant created;
  private String status = "ok";
  private double weight = 0.1;

  private GateCandidates(ModelName model, Instant created) {
    this.model = model;
    this.created = created;
  }

  /** Passes every gate of the standard book; fillnet through its slippage. */
  public static GateCandidates good(ModelName model, Instant created) {
    GateCandidates candidate = new GateCandidates(model, created);
    return switch (model) {
      case FILLNET ->
          candidate.metric("brier", 0.20).metric("slip_mape", 0.18).metric("train_size_fill", 900);
      case ALPHA ->
          candidate
              .metric("auc_10m", 0.81)
              .metric("precision_at_50_60m", 0.6)
              .metric("train_size_10m", 900);
      case RUGGUARD -> candidate.metric("auc", 0.8).metric("f1", 0.5).size("train_size", 900);
      case SURVIVAL -> candidate.size("sample_size", 900);
    };
  }

  public GateCandidates metric(String name, double value) {
    metrics.put(name, value);
    return this;
  }

  public GateCandidates size(String name, long value) {
    sizes.put(name, value);
    return this;
  }

  /** Removes a metric or a size. */
  public GateCandidates without(String name) {
    metrics.remove(name);
    sizes.remove(name);
    return this;
  }

  public GateCandidates status(String value) {
    status = value;
    return this;
  }

  public GateCandidates created(Instant value) {
    created = value;
    return this;
  }

  /** Another weight is another version. */
  public GateCandidates weight(double value) {
    weight = value;
    return this;
  }

  public byte[] bytes() {
    return ModelWriter.write(file());
  }

  public LoadedModel loaded() {
    return LoadedModel.load(model, bytes());
  }

  public ModelFile file() {
    List<String> names = Features.of(model).names();
    ModelHeader header =
        new ModelHeader(
            created,
            status,
            names,
            new Metrics(metrics),
            sizes,
            List.of(),
            List.of(),
            Optional.empty());
    List<Double> weights = new ArrayList<>(Collections.nCopies(names.size(), weight));
    return GoldenInputs.stamp(
        switch (model) {
          case ALPHA -> {
            AlphaModel.Horizon horizon =
                new AlphaModel.Horizon(weights, "ok", Metrics.NONE, Map.of());
            Map<String, AlphaModel.Horizon> horizons = new LinkedHashMap<>();
            horizons.put("10m", horizon);
            horizons.put("60m", horizon);
            yield new AlphaModel(header, horizons);
          }
          case FILLNET -> new FillNetModel(header, weights, weights, weights);
          case RUGGUARD -> new RugGuardModel(header, weights, 0.5);
          case SURVIVAL ->
              new SurvivalModel(
                  header,
                  new SurvivalModel.Params(120 + weight, 60, 250, 0.6, 0.8),
                  Optional.empty());
        });
  }
}
