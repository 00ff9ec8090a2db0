package ratchet.features;

import java.util.Map;

/**
 * What is known of one decision, by the names the services use ({@code lpSol}, {@code spreadBps},
 * …).
 *
 * <p>A feature's own name is looked up before its raw inputs: a log that kept the normalised
 * features ({@code scores.features_json}, a dump) is read by the same code as a live context.
 */
@FunctionalInterface
public interface Inputs {
  /** The value, or NaN where it is missing. Never infinite. */
  double get(String name);

  /** The value, or the other one where it is missing. */
  default double get(String name, double whenMissing) {
    double value = get(name);
    return Double.isNaN(value) ? whenMissing : value;
  }

  /** Inputs from a map; what the map lacks is missing. */
  static Inputs of(Map<String, Double> values) {
    return name -> {
      Double value = values.get(name);
      return value == null ? Double.NaN : value;
    };
  }
}
