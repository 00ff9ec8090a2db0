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
public sealed interface Features
    permits AlphaFeatures, FillNetFeatures, RugGuardFeatures, SurvivalFeatures {
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
}
