package ratchet.features;

import java.util.Map;

/**
 * The known values of one decision, by the names that the services use ({@code lpSol}, {@code
 * spreadBps}, …).
 *
 * <p>The name of a feature is looked up before its raw inputs. So the same code reads a live
 * context and a log of normalised features ({@code scores.features_json}, a dump).
 */
@FunctionalInterface
public interface Inputs {
  /** The value, or NaN if it is missing. Never infinite. */
  double get(String name);

  /** The value, or {@code whenMissing} if it is missing. */
  default double get(String name, double whenMissing) {
    double value = get(name);
    return Double.isNaN(value) ? whenMissing : value;
  }

  /** Inputs from a map; names that are not in the map are missing. */
  static Inputs of(Map<String, Double> values) {
    return name -> {
      Double value = values.get(name);
      return value == null ? Double.NaN : value;
    };
  }
}
