package ratchet.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The alpha ranker: one logistic model per time horizon.
 *
 * @param horizons the models by horizon: {@code 10m}, {@code 60m} and, rarely, {@code 24h}; at
 *     least one
 */
public record AlphaModel(ModelHeader header, Map<String, Horizon> horizons) implements ModelFile {
  public static final List<String> HORIZONS = List.of("10m", "60m", "24h");

  /**
   * @param weights log-odds per feature, in the order of the features, bias first
   * @param status as in {@link ModelHeader}, of this horizon alone
   * @param sampleSizes {@code train_size} and {@code holdout_size} of this horizon
   */
  public record Horizon(
      List<Double> weights, String status, Metrics metrics, Map<String, Long> sampleSizes) {
    public Horizon {
      weights = List.copyOf(weights);
      sampleSizes = Collections.unmodifiableMap(new LinkedHashMap<>(sampleSizes));
    }
  }

  public AlphaModel {
    horizons = Collections.unmodifiableMap(new LinkedHashMap<>(horizons));
  }

  /** The model for a horizon; 24h falls back to 60m and then to 10m. Empty when there is none. */
  public Optional<Horizon> forHorizon(String horizon) {
    Horizon own = horizons.get(horizon);
    if (own == null && horizon.equals("24h")) {
      own = horizons.getOrDefault("60m", horizons.get("10m"));
    }
    return Optional.ofNullable(own);
  }

  @Override
  public ModelName name() {
    return ModelName.ALPHA;
  }

  @Override
  public AlphaModel withHeader(ModelHeader other) {
    return new AlphaModel(other, horizons);
  }
}
