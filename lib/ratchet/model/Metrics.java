package ratchet.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Metrics by the names that gates use, in the order in which they were computed. A metric that
 * could not be computed is absent; values are never NaN or infinite.
 *
 * @param values finite values by name
 */
public record Metrics(Map<String, Double> values) {
  public static final Metrics NONE = new Metrics(Map.of());

  public Metrics {
    values.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new ModelFormatException("metrics." + name, "is not a finite number");
          }
        });
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The metric with this name; empty when it is absent. */
  public OptionalDouble get(String name) {
    Double value = values.get(name);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
